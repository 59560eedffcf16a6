/* Messages that are filled in, copied, and handed to the program that sends them. While an incident runs, what is filled in belongs to
   it: every page and every message shows it, and its log keeps it. Nothing is sent or loaded from here: a link carries the words. */
(function () {
  "use strict";
  var d = document, o = window.outlast, say = o.say, all = o.all, make = o.make;
  /* Some mail programs take no more of a link. */
  var LONGEST = 1900;
  var WAYS = {
    email: { words: say("Open in your email program"), href: function (subject, body) { return "mailto:?" + (subject ? "subject=" + coded(subject) + "&" : "") + "body=" + coded(body); } },
    sms: { words: say("Open as a text message"), href: function (subject, body) { return "sms:?&body=" + coded(body); } },
    chat: { words: say("Open in WhatsApp"), href: function (subject, body) { return "https://wa.me/?text=" + coded(body); } }
  };
  var SENT = { email: ["email", "chat"], sms: ["sms", "chat"], chat: ["chat", "email"] };
  if (o.messages) return;
  o.messages = true;

  function coded(text) { return encodeURIComponent(text.replace(/\n/g, "\r\n")); }
  /* A blank that is still open goes out in brackets, so that nobody takes its name for a word of the text. */
  function plain(node) {
    var copy = node.cloneNode(true);
    all(".ol-blank:not(.ol-blank--set)", copy).forEach(function (blank) { blank.textContent = "[" + blank.textContent + "]"; });
    return copy.textContent;
  }
  function body(text) { return all("[data-ol-body] > p", text).map(plain).join("\n\n"); }
  function subject(text) { var found = text.querySelector("[data-ol-subject]"); return found ? plain(found) : ""; }
  function shown(card) { return card.querySelector(".ol-msg__text:not([hidden])"); }
  function open(text) {
    var names = {};
    all(".ol-blank:not(.ol-blank--set)", text).forEach(function (blank) { names[blank.dataset.olBlank] = true; });
    return Object.keys(names).length;
  }
  /* What a card needs to be filled and copied is made here: a page without a script has no use for it, and a page with
     many messages weighs half as much without. */
  function copyButton(what, words, name, main) {
    return make("button", { type: "button", className: "ol-btn" + (main ? " ol-btn--main" : ""), "data-ol-copy": what }, [
      make("span", {}, [words, make("span", { className: "ol-vh", textContent: ": " + name })])
    ]);
  }
  function wayLink(way, name) {
    return make("a", { className: "ol-btn", "data-ol-send": way, target: way === "chat" ? "_blank" : "", rel: "noopener noreferrer" }, [
      make("span", {}, [WAYS[way].words, make("span", { className: "ol-vh", textContent: ": " + name })])
    ]);
  }
  function equip(card) {
    var texts = all(".ol-msg__text", card), name = card.getAttribute("aria-label"), fields, foot;
    fields = o.cases.inputs(all(".ol-blank", card));
    if (!texts.length) return;
    if (fields.length) texts[0].before(make("div", { className: "ol-msg__fill ol-live" }, fields));
    if (texts.length > 1) texts[0].before(make("fieldset", { className: "ol-msg__lang ol-live" }, [make("legend", { className: "ol-vh", textContent: say("Language of {message}", { message: name }) })].concat(texts.map(function (text, number) {
      var which = text.querySelector(".ol-msg__which");
      return make("label", {}, [
        make("input", { type: "radio", name: card.id + "-language", value: text.dataset.olVersion, autocomplete: "off", checked: number === 0 }), " ",
        make("span", { lang: which.lang, textContent: which.textContent })
      ]);
    }))));
    foot = make("div", { className: "ol-msg__foot ol-live" }, [copyButton("body", say("Copy the text"), name, true)]);
    if (card.querySelector("[data-ol-subject]")) foot.append(copyButton("subject", say("Copy the subject"), name));
    (SENT[card.dataset.olBy] || []).forEach(function (way) { foot.append(wayLink(way, name)); });
    foot.append(make("p", { className: "ol-said", role: "status" }));
    card.append(foot, make("div", { className: "ol-case ol-live ol-noprint", "data-ol-case": "" }));
  }
  /* What is said below a card, and where its links lead. */
  function state(card, first) {
    var text = shown(card), left = open(text), words = "";
    if (left) words = o.sayCount("{count} blank is still empty.", "{count} blanks are still empty.", left);
    else if (!first && all(".ol-blank", text).length) words = say("All blanks are filled in.");
    card.querySelector(".ol-msg__foot [role=status]").textContent = [first, words].filter(Boolean).join(" ");
    all("[data-ol-send]", card).forEach(function (link) {
      var href = WAYS[link.dataset.olSend].href(subject(text), body(text));
      link.hidden = href.length > LONGEST;
      link.href = href;
    });
  }
  function pick(card, language) {
    var button = card.querySelector("[data-ol-copy=subject]");
    all(".ol-msg__text", card).forEach(function (text) { text.hidden = text.dataset.olVersion !== language; });
    if (button) button.hidden = !shown(card).querySelector("[data-ol-subject]");
    /* The fields are called as in the text that is shown. */
    all("[data-ol-fill]", card).forEach(function (field) {
      var blank = all(".ol-blank", shown(card)).filter(function (one) { return one.dataset.olBlank === field.dataset.olFill; })[0], label = field.previousSibling;
      if (!blank) return;
      label.textContent = blank.olLabel;
      label.lang = blank.closest("[lang]").lang;
    });
    state(card);
  }

  function start() {
    var known = o.cases.known(), labels = known.labels, each = known.each, cards, loose = {}, values = loose, from = "", done = false;
    cards = all(".ol-msg").filter(function (card) { equip(card); return shown(card); });
    o.cases.equip(function () { again(""); });
    /* The next case begins: what was of the one before goes, but what was just typed. */
    function again(but) {
      done = false;
      if (from) { o.write(o.key("used"), ""); o.cases.next(from, but); }
      Object.keys(each).forEach(function (name) { if (name !== but) delete values[name]; });
      draw();
    }
    function used() { done = true; if (from) o.write(o.key("used"), from); draw(); }
    function draw() {
      all("[data-ol-fill]").forEach(function (field) { if (field !== d.activeElement) field.value = values[field.dataset.olFill] || ""; });
      all(".ol-blank").forEach(function (blank) {
        var value = values[blank.dataset.olBlank];
        blank.textContent = value || blank.olLabel;
        blank.classList.toggle("ol-blank--set", !!value);
      });
      cards.forEach(function (card) { state(card); });
      o.cases.tell(each, labels, values, done);
    }
    /* What was filled in before an incident began goes into it. */
    function sync() {
      var incident = o.incident && o.incident.front(), began = incident && !from, typed = d.activeElement;
      from = incident ? incident.id : "";
      if (began) {
        Object.keys(loose).forEach(function (name) { o.filling.put(from, name, labels[name] || name, loose[name], each[name]); delete loose[name]; });
      }
      if (from) done = o.read(o.key("used")) === from;
      values = incident ? o.filling.values(from) : loose;
      if (typed && typed.dataset && typed.dataset.olFill && typed.value) values[typed.dataset.olFill] = typed.value;
      draw();
    }
    cards.forEach(function (card) {
      pick(card, all(".ol-msg__text", card)[0].dataset.olVersion);
      card.addEventListener("change", function (event) { if (event.target.type === "radio") pick(card, event.target.value); });
      all("[data-ol-send]", card).forEach(function (link) { link.addEventListener("click", used); });
      all("[data-ol-copy]", card).forEach(function (button) {
        button.addEventListener("click", function () {
          var text = shown(card), only = button.dataset.olCopy === "subject";
          o.copy(only ? subject(text) : body(text), text.querySelector(only ? "[data-ol-subject]" : "[data-ol-body]"), function (words) { if (!only) used(); state(card, words); });
        });
      });
    });
    if (!cards.length && !Object.keys(labels).length) return;
    d.addEventListener("input", function (event) {
      var name = event.target.dataset.olFill;
      if (!name) return;
      values[name] = event.target.value;
      /* the same blank in another place is the same thing */
      if (done && each[name]) again(name); else draw();
    });
    d.addEventListener("change", function (event) {
      var field = event.target, name = field.dataset.olFill;
      if (name && from) o.filling.put(from, name, labels[name] || name, field.value.trim(), each[name]);
    });
    d.addEventListener("outlast:incident", sync);
    sync();
  }
  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", start); else start();
})();
