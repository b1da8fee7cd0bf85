// Paste from Excel: a block of cells fills the fields of a .grid-form to the right and below, as it would in a sheet.
(function () {
  "use strict";

  function rowsOf(text) {
    return text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map(function (line) {
      return line.split("\t");
    });
  }

  function fieldsOf(row) {
    return Array.from(row.querySelectorAll("input:not([type=hidden]):not([readonly]):not(:disabled), select, textarea"));
  }

  function put(field, text) {
    var value = text.trim();
    if (field.tagName === "SELECT") {
      var option = Array.from(field.options).find(function (one) {
        return one.text.trim() === value || one.value === value;
      });
      if (!option) return;
      value = option.value;
    }
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("paste", function (event) {
    var table = event.target.closest && event.target.closest(".grid-form");
    var text = event.clipboardData && event.clipboardData.getData("text/plain");
    if (!table || !text || (text.indexOf("\t") < 0 && text.trim().indexOf("\n") < 0)) return;
    event.preventDefault();
    var rows = Array.from(table.querySelectorAll("tbody tr"));
    var first = rows.indexOf(event.target.closest("tr"));
    var column = fieldsOf(rows[first]).indexOf(event.target);
    rowsOf(text).forEach(function (cells, down) {
      var row = rows[first + down];
      if (!row) return;
      var fields = fieldsOf(row);
      cells.forEach(function (cell, right) {
        if (fields[column + right]) put(fields[column + right], cell);
      });
    });
  });
})();
