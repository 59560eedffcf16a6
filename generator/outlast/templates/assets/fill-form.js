/* What the messages of an incident have in common is asked once, and stands in its log. */
(function () {
  "use strict";
  var d = document, o = window.outlast, make = o.make, number = 0;
  if (o.filling) return;

  /* The blanks of this page: { name, label, each }. An `each` is of one case, and must not stay for the next. */
  function here() {
    var seen = Object.create(null);
    return o.all(".ol-blank").map(function (one) { return { name: one.dataset.olBlank, label: (one.olField || one.textContent).slice(0, 400), each: "olEach" in one.dataset }; })
      .filter(function (one) { var first = !seen[one.name]; seen[one.name] = true; return first && one.name.length <= 100; }).slice(0, 600);
  }
  /* What is filled in, by blank. */
  function values(which) {
    var incident = o.incident.get(which), known = incident ? o.incident.state(incident).filled : {}, found = {};
    Object.keys(known).forEach(function (name) { found[name] = known[name].text; });
    return found;
  }
  /* The blanks that a log knows: { name, label, each, text }. */
  function every(incident) {
    var known = o.incident.state(incident).filled, own = incident.blanks.map(function (one) { return one.name; });
    return incident.blanks.concat(Object.keys(known).filter(function (name) { return own.indexOf(name) < 0; }).map(function (name) { return { name: name, label: known[name].label, each: known[name].each }; }))
      .map(function (one) { return { name: one.name, label: one.label, each: one.each, text: (known[one.name] || { text: "" }).text }; });
  }
  function put(which, name, label, value, each) {
    return (values(which)[name] || "") !== value && o.incident.add(which, [{ kind: "filled", blank: name, label: label.slice(0, 400), text: value, each: !!each }]);
  }
  /* `find` gives the incident it is for, or null. */
  function form(find) {
    var fields = make("div", { className: "ol-msg__fill" }), made = "", id = ++number, incident = null;
    var again = o.cases.button(function () { o.cases.next(incident.id, ""); });
    var node = make("details", { className: "ol-fold ol-noprint" }, [
      make("summary", { textContent: o.say("Fill in once for all steps and messages") }),
      make("p", { className: "ol-note", textContent: o.say("Every step and message of this incident shows what you write here, on every page. The incident log keeps it, so write no passwords.") }), fields, again
    ]);
    fields.addEventListener("change", function (event) {
      var field = event.target, known = every(incident).filter(function (one) { return one.name === field.name; })[0];
      put(incident.id, field.name, field.previousSibling.textContent, field.value.trim(), known && known.each);
    });
    function draw() {
      var blanks = [], names;
      incident = find();
      if (incident) blanks = every(incident);
      node.hidden = !blanks.length;
      again.hidden = !blanks.some(function (one) { return one.each && one.text; });
      names = blanks.map(function (one) { return one.name; }).join();
      if (made !== names) {
        made = names;
        fields.replaceChildren.apply(fields, blanks.map(function (one) {
          return make("label", {}, [make("span", { textContent: one.label }), make("input", { id: "ol-once-" + id + "-" + one.name, name: one.name, autocomplete: "off", dir: "auto", maxLength: 400 })]);
        }));
      }
      blanks.forEach(function (one, at) {
        var field = fields.children[at].lastChild;
        if (field !== d.activeElement) field.value = one.text;
      });
    }
    return { node: node, draw: draw };
  }
  /* A phone leaves without a word: what is being typed counts. */
  function keep() {
    var field = d.activeElement;
    if (field && field.closest(".ol-msg__fill")) field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  addEventListener("pagehide", keep);
  d.addEventListener("visibilitychange", keep);
  o.filling = { here: here, values: values, every: every, put: put, form: form };
})();
