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

  function resolver() {
    var style = getComputedStyle(document.documentElement);
    return function resolve(value) {
      if (typeof value === "string") {
        var found = /^var\((--[\w-]+)\)$/.exec(value);
        return found ? style.getPropertyValue(found[1]).trim() : value;
      }
      if (Array.isArray(value)) return value.map(resolve);
      if (value && typeof value === "object") {
        return Object.fromEntries(Object.entries(value).map(function (pair) {
          return [pair[0], resolve(pair[1])];
        }));
      }
      return value;
    };
  }

  function draw(place) {
    var spec = resolver()(JSON.parse(document.getElementById(place.dataset.spec).textContent));
    if (place.drawn) place.drawn.finalize();
    window.vegaEmbed(place, spec, {
      actions: false,
      ast: true,
      defaultStyle: false,
      renderer: "canvas",
      tooltip: { disableDefaultStyle: true },
    }).then(function (result) {
      place.drawn = result;
      place.dataset.done = "";
    });
  }

  function drawAll(within, again) {
    var places = Array.from(within.querySelectorAll(again ? ".chart" : ".chart:not([data-done])"));
    if (!places.length) return;
    Promise.all([library(), document.fonts.ready]).then(function () {
      places.forEach(draw);
    });
  }

  function everything() {
    drawAll(document, true);
  }

  drawAll(document, false);
  document.addEventListener("theme", everything);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", everything);
  document.addEventListener("htmx:afterSwap", function (event) {
    drawAll(event.target, false);
  });
})();
