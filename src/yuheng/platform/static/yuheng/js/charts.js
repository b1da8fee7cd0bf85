// Draws every .chart from the JSON beside it, in the colours of the theme. The library is fetched only where a chart is.
(function () {
  "use strict";
  var source = document.currentScript.dataset.vega;
  var loading = null;

  function library() {
    if (!loading) {
      loading = new Promise(function (done, failed) {
        var script = document.createElement("script");
        script.src = source;
        script.onload = done;
        script.onerror = failed;
        document.head.appendChild(script);
      });
    }
    return loading;
  }

  // colours stay names, which style sheets resolve for the light, the dark and paper; only letters are measured here
  function withFont(value) {
    if (value === "var(--font)") return getComputedStyle(document.documentElement).getPropertyValue("--font").trim();
    if (Array.isArray(value)) return value.map(withFont);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(function (pair) {
        return [pair[0], withFont(pair[1])];
      }));
    }
    return value;
  }

  function draw(place) {
    var spec = withFont(JSON.parse(document.getElementById(place.dataset.spec).textContent));
    window.vegaEmbed(place, spec, {
      actions: false,
      ast: true,
      defaultStyle: false,
      renderer: "svg",
      tooltip: { disableDefaultStyle: true },
    }).then(function () {
      place.querySelector("svg").setAttribute("aria-hidden", "true"); // the place itself says what is drawn
      place.dataset.done = "";
    });
  }

  function drawAll(within) {
    var places = Array.from(within.querySelectorAll(".chart:not([data-done])"));
    if (!places.length) return;
    Promise.all([library(), document.fonts.ready]).then(function () {
      places.forEach(draw);
    });
  }

  drawAll(document);
  document.addEventListener("htmx:afterSwap", function (event) {
    drawAll(event.target);
  });
})();
