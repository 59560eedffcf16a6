/* Over the web only: keeps a copy on this device that opens without a network (host/worker.js), and says when a newer one is here. */
(function () {
  "use strict";
  var d = document, o = window.outlast, make = o.make, marked = d.querySelector("meta[name=outlast-worker]"), LATER = 5000;
  if (!marked || location.protocol.indexOf("http") !== 0) return;
  var worker = new URL(marked.content, location.href).href, root = worker.replace(/[^/]*$/, "");

  function link(rel, address) { d.head.append(make("link", { rel: rel, href: address })); }
  function offer(waiting) {
    var use = make("button", { type: "button", className: "ol-btn", textContent: o.say("Show the newer copy") });
    if (d.querySelector(".ol-newer")) return;
    use.addEventListener("click", function () {
      navigator.serviceWorker.addEventListener("controllerchange", function () { location.reload(); });
      waiting.postMessage("use");
    });
    d.body.prepend(make("p", { className: "ol-newer ol-noprint", role: "status" }, [o.say("This device has a newer copy of this runbook."), " ", use]));
  }
  function watch(installing) {
    installing.addEventListener("statechange", function () {
      /* without a controller it is the first copy on this device */
      if (installing.state === "installed" && navigator.serviceWorker.controller) offer(installing);
    });
  }
  function keep() {
    navigator.serviceWorker.register(worker, { scope: root }).then(function (registration) {
      if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
      if (registration.installing) watch(registration.installing);
      registration.addEventListener("updatefound", function () { watch(registration.installing); });
    }).catch(function () { /* then it needs the network, as before */ });
  }
  link("manifest", marked.dataset.manifest ? new URL(marked.dataset.manifest, location.href).href : root + "outlast.webmanifest");
  link("apple-touch-icon", root + "assets/outlast/icon-192.png");
  if (!("serviceWorker" in navigator) || (navigator.connection && navigator.connection.saveData)) return;
  if (matchMedia("(display-mode: standalone)").matches || navigator.serviceWorker.controller) keep();
  else setTimeout(keep, LATER); /* whoever only looks in loads nothing */
})();
