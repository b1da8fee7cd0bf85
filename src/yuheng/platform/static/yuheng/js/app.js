// The frame: theme switch, sidebar on a phone, questions before a step, menus that close.
(function () {
  "use strict";
  var root = document.documentElement;

  function isDark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function switchTheme() {
    var next = isDark() ? "light" : "dark";
    root.setAttribute("data-theme", next);
    try {
      localStorage.setItem("theme", next);
    } catch (refused) {
      return;
    }
  }

  function toggleSidebar(button) {
    var side = document.getElementById("side");
    var open = side.classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
    if (open) side.querySelector("a").focus();
  }

  function closeSidebar(event) {
    var side = document.getElementById("side");
    var button = document.querySelector("[data-toggle=side]");
    if (!side || !side.classList.contains("open")) return;
    if (event.type === "click" && (side.contains(event.target) || button.contains(event.target))) return;
    side.classList.remove("open");
    button.setAttribute("aria-expanded", "false");
    if (event.type === "keydown") button.focus();
  }

  document.addEventListener("click", function (event) {
    var actor = event.target.closest("[data-toggle], [data-print], [data-select-all]");
    closeSidebar(event);
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    });
    if (!actor) return;
    if (actor.dataset.toggle === "theme") switchTheme();
    if (actor.dataset.toggle === "side") toggleSidebar(actor);
    if ("print" in actor.dataset) window.print();
    if ("selectAll" in actor.dataset) {
      document.querySelectorAll('input[name="' + actor.dataset.selectAll + '"]').forEach(function (box) {
        box.checked = actor.checked;
      });
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    closeSidebar(event);
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    });
  });

  document.addEventListener("submit", function (event) {
    var question = (event.submitter && event.submitter.dataset.confirm) || event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });
})();
