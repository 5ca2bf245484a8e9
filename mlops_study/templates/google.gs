// Paste this into a new project at script.google.com and run makeForm once.
// The log then says where the form is.
function makeForm() {
  var form = FormApp.create("Survey");
{% for items in grids %}
  form.addGridItem().setTitle({{ js(items[0].block) }})
    .setRows({{ js(items | map(attribute="wording") | list) }})
    .setColumns({{ js(items[0]["words"].values() | list) }});
{% endfor %}
  Logger.log(form.getEditUrl());
}
