// Before the first paint: the theme that was chosen, and word that scripts run.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var chosen = localStorage.getItem("theme");
    if (chosen === "dark" || chosen === "light") root.setAttribute("data-theme", chosen);
  } catch (refused) {
    root.removeAttribute("data-theme");
  }
})();
