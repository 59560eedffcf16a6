/* On which day something happened, and which variant of it: asked when an incident starts, corrected later. */
(function () {
  "use strict";
  var o = window.outlast, say = o.say, make = o.make, number = 0;
  if (o.dayForm) return;

  /* `call` gets the day and the number of the variant whenever one of them was changed to something that is a day. */
  o.dayForm = function (variants, call) {
    var id = "ol-happened-" + ++number, day = make("input", { type: "date", id: id, autocomplete: "off" }), pick = make("select", { id: id + "-variant", autocomplete: "off" });
    var node = make("div", { className: "ol-happened" }, [make("label", { htmlFor: id, textContent: say("It happened on") }), day]);
    pick.append(make("option", { value: 0, textContent: say("Only what the title says, none of the others") }));
    variants.forEach(function (one, at) { pick.append(make("option", { value: at + 1, textContent: one.name })); });
    if (variants.length) node.append(make("label", { htmlFor: pick.id, textContent: say("What fits best") }), pick);
    function changed() { if (day.value) call(day.value, Number(pick.value)); }
    day.addEventListener("change", changed);
    pick.addEventListener("change", changed);
    return {
      node: node, day: function () { return day.value; }, variant: function () { return Number(pick.value); },
      set: function (begun, variant) { if (document.activeElement !== day) day.value = begun; pick.value = variant; }
    };
  };
})();
