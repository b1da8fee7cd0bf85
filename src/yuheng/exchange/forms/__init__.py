"""Official forms as files: `reading.read` turns a workbook, document, page or text into tables in the JSON form."""
