/* The locked page: asks once for a visit, opens the page where it stands and lets it run as if it had never been locked.
   Kept for the visit is the key of this one build, in this tab (sessionStorage); the passphrase is kept nowhere. */
(function () {
  "use strict";
  var d = document, envelope = window.outlastEnvelope, script = d.currentScript;
  var root = new URL("../../", script.src), name = "outlast:" + script.dataset.build;
  var INDEX = script.dataset.search, ENDING = ".sealed.js";
  var SAME = envelope.say("This did not open. Either the passphrase is wrong, or this copy was changed or damaged. Check the spelling. If somebody made the phrase up, capital letters count, too. If you are sure that it is right, use another copy.");
  var search = INDEX !== "", arrived = {}, key = null, native = window.XMLHttpRequest;

  function kept() {
    try { return envelope.binary(sessionStorage.getItem(name), 32); } catch (e) { return null; }
  }
  function keep() { try { sessionStorage.setItem(name, envelope.text64(key)); } catch (e) { /* then it asks on each page */ } }
  function forget() { try { sessionStorage.removeItem(name); } catch (e) { /* nothing was kept */ } }

  /* The paths that this page can have, seen from the root of the site: servers leave out `index.html` and `.html`. */
  function places() {
    var at, base;
    try { at = decodeURIComponent(location.pathname); base = decodeURIComponent(root.pathname); } catch (e) { return []; }
    if (at.slice(0, base.length) !== base) return [];
    at = at.slice(base.length);
    if (at === "" || at.slice(-1) === "/") return [at + "index.html"];
    return at.slice(-5) === ".html" ? [at] : [at + ".html", at + "/index.html"];
  }
  function openAt(found, paths) {
    if (!paths.length) return Promise.reject(new envelope.DecryptionError());
    return envelope.content(found, key, paths[0]).catch(function (error) {
      if (paths.length < 2) throw error;
      return openAt(found, paths.slice(1));
    });
  }
  function words(data) { return new TextDecoder().decode(data); }

  /* Files other than pages come as scripts, which also load from a drive. Each calls this with its path and envelope. */
  window.outlastSealed = function (path, sealed) { arrived[path] = JSON.stringify(sealed); };
  function fetchSealed(path) {
    return new Promise(function (done, failed) {
      var node = d.createElement("script");
      node.src = new URL(path.split("/").map(encodeURIComponent).join("/") + ENDING, root).href;
      node.onload = function () { node.remove(); if (arrived[path]) done(arrived[path]); else failed(new envelope.DecryptionError()); };
      node.onerror = function () { node.remove(); failed(new envelope.DecryptionError()); };
      d.head.append(node);
    }).then(function (text) {
      delete arrived[path];
      return envelope.content(envelope.read(text), key, path);
    });
  }

  /* The text of a sealed file by its address, for the scripts of an opened page. */
  window.outlastOpen = function (address) {
    var path = decodeURIComponent(new URL(address).href.slice(root.href.length));
    return fetchSealed(path).then(words);
  };

  /* Search: Material loads its index from a server by XMLHttpRequest, from a drive as the variable `__index`. */
  function serveIndex(text) {
    var address = new URL(INDEX, root).href;
    window.__index = JSON.parse(text);
    window.XMLHttpRequest = function () {
      var request = new native(), open = request.open;
      request.open = function (method, url) {
        if (new URL(url, location.href).href !== address) return open.apply(request, arguments);
        request.send = function () {
          Object.defineProperties(request, { status: { value: 200 }, response: { value: new Blob([text]) } });
          setTimeout(function () { request.dispatchEvent(new ProgressEvent("load")); });
        };
        return undefined;
      };
      return request;
    };
  }

  /* The list is fetched only when nothing opened. It names a slip of the pen by what was typed alone. */
  function slip(phrase) {
    return new Promise(function (done) {
      var node = d.createElement("script");
      node.src = new URL("assets/outlast/words.js", root).href;
      node.onload = node.onerror = function () { node.remove(); done(envelope.amiss(phrase, window.outlastWords || "")); };
      d.head.append(node);
    });
  }

  function enter(html, index) {
    if (search) serveIndex(index || '{"config":{"lang":["en"],"separator":"[\\\\s\\\\-]+","pipeline":[],"fields":{}},"docs":[]}');
    d.open();
    /* Before anything is written: with all scripts in its cache, a browser is done before `close` returns. */
    d.addEventListener("DOMContentLoaded", function () { furnish(index); });
    d.addEventListener("click", download, true);
    window.addEventListener("load", showMark);
    window.addEventListener("pageshow", function (event) { if (event.persisted && !kept()) location.reload(); });
    d.write(html);
    d.close();
  }
  /* The place that the address names was not there yet when the browser looked for it. */
  function showMark() {
    var mark = location.hash && d.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (mark) mark.scrollIntoView();
  }
  /* What an opened page has more than others: a way to lock it, and a word if its search is lost. */
  function furnish(index) {
    var foot = d.querySelector(".md-footer-meta__inner") || d.body, again = d.createElement("button"), note;
    again.type = "button";
    again.className = "ol-lock-again";
    again.textContent = envelope.say("Lock this copy again");
    again.addEventListener("click", function () { forget(); location.reload(); });
    foot.append(again);
    if (index || !search) return;
    note = d.createElement("p");
    note.setAttribute("role", "alert");
    note.textContent = envelope.say("Search finds nothing. Its file is missing, damaged or from another copy.");
    (d.querySelector("article") || d.body).prepend(note);
  }
  function download(event) {
    var link = event.target.closest && event.target.closest("a[data-outlast-sealed]"), path;
    if (!link) return;
    event.preventDefault();
    path = link.dataset.outlastSealed;
    fetchSealed(path).then(function (data) {
      var save = d.createElement("a");
      save.href = URL.createObjectURL(new Blob([data]));
      save.download = path.slice(path.lastIndexOf("/") + 1);
      d.body.append(save);
      save.click();
      save.remove();
      setTimeout(function () { URL.revokeObjectURL(save.href); }, 60000);
    }, function () { window.alert(envelope.say("This file did not open. It is missing, changed or damaged. Use another copy.")); });
  }

  function unlock(found) {
    return openAt(found, places()).then(function (page) {
      var index = search ? fetchSealed(INDEX).then(words, function () { return ""; }) : Promise.resolve("");
      return index.then(function (text) { enter(words(page), text); });
    });
  }
  /* The page in another language opens at the same place. */
  d.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.ol-language");
    if (link && !link.hash) link.hash = location.hash;
  });
  function sealedText() { return d.getElementById("outlast-sealed").textContent; }

  function ask() {
    var form = d.querySelector("form"), field = d.querySelector("#phrase"), status = d.querySelector("#status"), button = d.querySelector("form button");
    function show(text, wrong) { status.textContent = text; status.className = wrong ? "wrong" : ""; }
    d.documentElement.classList.remove("outlast-opening");
    if (!envelope.able) {
      d.querySelector(envelope.secure ? "#old" : "#insecure").hidden = false;
      return function () {};
    }
    form.hidden = false;
    d.querySelector("#show").addEventListener("change", function (event) { field.type = event.target.checked ? "text" : "password"; });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (!field.value.trim()) { show(envelope.say("Type the passphrase first."), true); field.focus(); return; }
      button.disabled = true;
      show(envelope.say("Opening. This takes a few seconds …"));
      /* A moment, so that the words above are seen and spoken. */
      setTimeout(function () {
        Promise.resolve().then(function () {
          var found = envelope.read(sealedText());
          return envelope.fileKey(found, field.value).then(function (made) { key = made; return unlock(found); });
        }).then(keep, function () {
          key = null;
          return slip(field.value).then(function (which) {
            button.disabled = false;
            show(which ? which + " " + SAME : SAME, true);
            field.focus();
          });
        });
      }, 50);
    });
    return show;
  }

  d.documentElement.classList.add("outlast-runs");
  key = envelope.able ? kept() : null;
  if (key) d.documentElement.classList.add("outlast-opening");
  d.addEventListener("DOMContentLoaded", function () {
    if (!key) { ask(); return; }
    Promise.resolve().then(function () { return unlock(envelope.read(sealedText())); }).catch(function () {
      key = null;
      ask()(SAME, true);
    });
  });
})();
