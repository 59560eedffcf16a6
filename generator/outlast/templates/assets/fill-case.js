/* What is filled in for one case, such as an order: for which it is, where steps ask for it, and how it is emptied for the next. */
(function () {
  "use strict";
  var o = window.outlast, say = o.say, all = o.all, make = o.make;
  if (o.cases) return;

  /* What the blanks of the page are called on a field, and which are of one case. */
  function known() {
    var labels = {}, each = {};
    all(".ol-blank").forEach(function (blank) {
      var name = blank.dataset.olBlank;
      /* In a step it stands within a sentence; on a field it begins one. */
      blank.olLabel = blank.textContent;
      blank.olField = blank.olLabel.charAt(0).toUpperCase() + blank.olLabel.slice(1);
      labels[name] = labels[name] || blank.olField;
      if ("olEach" in blank.dataset) each[name] = true;
    });
    return { labels: labels, each: each };
  }
  /* A field for each of these places, however often it stands there. */
  function inputs(blanks) {
    var seen = {};
    return blanks.filter(function (blank) { var first = !seen[blank.dataset.olBlank]; seen[blank.dataset.olBlank] = true; return first; }).map(function (blank) {
      return make("label", {}, [make("span", { textContent: blank.olField }), make("input", { "data-ol-fill": blank.dataset.olBlank, autocomplete: "off", dir: "auto", maxLength: 400 })]);
    });
  }
  /* Empties what an incident knows of one case; `but` stays, which is the first word of the next case. */
  function next(which, but) {
    o.filling.every(o.incident.get(which)).forEach(function (one) { if (one.each && one.text && one.name !== but) o.filling.put(which, one.name, one.label, "", true); });
  }
  function button(press) {
    var made = make("button", { type: "button", className: "ol-btn", textContent: say("Next case: empty these"), hidden: true });
    made.addEventListener("click", press);
    return made;
  }
  /* Steps with blanks are filled in above the first of them. */
  function equip(press) {
    all("article .ol-steps").filter(function (list) { return !list.closest(".ol-step") && list.querySelector(".ol-blank"); }).forEach(function (list) {
      list.before(make("div", { className: "ol-fill ol-live ol-noprint" }, [make("div", { className: "ol-msg__fill" }, inputs(all(".ol-blank", list))), make("div", { className: "ol-case", "data-ol-case": "" })]));
    });
    all("[data-ol-case]").forEach(function (place) { place.append(make("p", { className: "ol-note" }), button(press)); });
  }
  /* Whose words these are, wherever something of one case is filled in. */
  function tell(each, labels, values, used) {
    all("[data-ol-case]").forEach(function (place) {
      var own = all("[data-ol-fill]", place.parentNode).map(function (field) { return field.dataset.olFill; }).filter(function (name) { return each[name] && values[name]; });
      var told = { "case": own.map(function (name) { return labels[name] + " " + values[name]; }).join("; ") };
      place.hidden = place.lastChild.hidden = !own.length;
      place.firstChild.textContent = used ? say("Filled in for: {case}. You have used these words already.", told) : say("Filled in for: {case}.", told);
    });
  }
  o.cases = { known: known, inputs: inputs, next: next, button: button, equip: equip, tell: tell };
})();
