-- The five rules of self_2020 as one would write them by hand, in 64 bits: no huge values, nothing below zero, this data only.
-- Codes below zero are -1 not reported, -2 not applicable, -3 not comparable, -4 needs judgement.
WITH scored AS (
  SELECT project, weight_c,
    CASE
      WHEN reading <= 1 AND rule <> 4 THEN
        CASE rule
          WHEN 0 THEN CASE WHEN target_e4 = 0 THEN -2 WHEN actual_e4 <= 0 THEN 0 WHEN actual_e4 >= target_e4 THEN weight_c
                           ELSE (2 * weight_c::BIGINT * actual_e4 + target_e4) // (2 * target_e4) END
          WHEN 5 THEN CASE WHEN actual_e4 <= target_e4 THEN weight_c ELSE -4 END
          WHEN 2 THEN CASE WHEN target_e4 < 0 THEN CASE WHEN actual_e4 <= target_e4 THEN weight_c WHEN judged_e4 IS NOT NULL
                             THEN (weight_c::BIGINT * judged_e4 + 5000) // 10000 WHEN reading = 1 THEN weight_c ELSE -4 END
                           WHEN actual_e4 <= target_e4 THEN weight_c
                           ELSE (2 * weight_c::BIGINT * target_e4 + actual_e4) // (2 * actual_e4) END
          ELSE CASE WHEN target_e4 > 0 THEN
                      CASE WHEN actual_e4 >= target_e4 THEN weight_c WHEN actual_e4 <= 0 THEN 0
                           ELSE (2 * weight_c::BIGINT * actual_e4 + target_e4) // (2 * target_e4) END
                    WHEN target_e4 = 0 THEN CASE WHEN rule = 1 AND actual_e4 >= 0 OR rule = 3 AND actual_e4 <= 0 THEN weight_c ELSE 0 END
                    WHEN actual_e4 >= target_e4 THEN weight_c
                    WHEN judged_e4 IS NOT NULL THEN (weight_c::BIGINT * judged_e4 + 5000) // 10000
                    WHEN reading = 1 THEN weight_c ELSE -4 END
        END
      WHEN judged_e4 IS NOT NULL AND rule <> 0 THEN (weight_c::BIGINT * judged_e4 + 5000) // 10000
      WHEN reading = 4 THEN -1
      WHEN reading = 5 THEN -2
      WHEN reading <= 2 THEN weight_c
      WHEN rule = 4 THEN -4
      ELSE -3
    END AS code
  FROM lines),
sums AS (
  SELECT project,
    sum(CASE WHEN code >= 0 THEN code ELSE 0 END)::BIGINT AS points,
    sum(CASE WHEN code >= 0 THEN weight_c ELSE 0 END)::BIGINT AS applicable,
    sum(weight_c)::BIGINT AS weight,
    sum(CASE WHEN code < 0 AND code <> -2 THEN 1 ELSE 0 END)::BIGINT AS waiting
  FROM scored GROUP BY project),
totals AS (
  SELECT project, CASE WHEN waiting = 0 THEN CASE WHEN applicable = weight THEN points WHEN applicable = 0 THEN 0
                       ELSE (2 * points * weight + applicable) // (2 * applicable) END END AS total_c
  FROM sums),
per_unit AS (
  SELECT unit, count(*) AS projects, count(total_c) AS scored, sum(total_c)::BIGINT AS total_c,
    sum(CASE WHEN total_c IS NOT NULL THEN budget_fen END)::BIGINT AS budget_fen,
    count(*) FILTER (WHERE total_c BETWEEN 9000 AND 10000) AS grade_1,
    count(*) FILTER (WHERE total_c >= 8000 AND total_c < 9000) AS grade_2,
    count(*) FILTER (WHERE total_c >= 6000 AND total_c < 8000) AS grade_3,
    count(*) FILTER (WHERE total_c >= 0 AND total_c < 6000) AS grade_4,
    sum(total_c::HUGEINT * budget_fen) AS weighted
  FROM projects JOIN totals USING (project) GROUP BY unit),
own AS (
  SELECT region, sum(projects) AS projects, sum(scored) AS scored, sum(total_c) AS total_c, sum(budget_fen) AS budget_fen,
    sum(grade_1) AS grade_1, sum(grade_2) AS grade_2, sum(grade_3) AS grade_3, sum(grade_4) AS grade_4, sum(weighted) AS weighted
  FROM per_unit JOIN units USING (unit) GROUP BY region)
SELECT above AS region, sum(projects)::BIGINT AS projects, sum(scored)::BIGINT AS scored, sum(total_c)::BIGINT AS total_c,
  sum(budget_fen)::BIGINT AS budget_fen, sum(grade_1)::BIGINT AS grade_1, sum(grade_2)::BIGINT AS grade_2,
  sum(grade_3)::BIGINT AS grade_3, sum(grade_4)::BIGINT AS grade_4, sum(weighted)::DECIMAL(38, 0) AS weighted
FROM own JOIN closure USING (region) GROUP BY above
