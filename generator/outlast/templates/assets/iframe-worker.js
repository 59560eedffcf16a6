/* Search without a server: browsers refuse a Worker from file:, so its script runs in a hidden frame instead.
   Material for MkDocs looks for the names `Worker` here and `IFrameWorker` in the frame's parent, and awaits `importScripts`.
   The frame is an empty one of our own origin (a frame with a file: address could not reach its parent), and it is
   furnished from here: so no inline script is written into it, which a content-security policy would have to know
   by its hash, and that hash would differ on every computer because the file's address would be in it. */
(function () {
  "use strict";
  function run(win, url) {
    return new Promise(function (done, failed) {
      var script = win.document.createElement("script");
      script.src = url;
      script.onload = done;
      script.onerror = function () { failed(new Error("cannot load " + url)); };
      win.document.body.appendChild(script);
    });
  }
  class IFrameWorker extends EventTarget {
    constructor(address) {
      super();
      var worker = this, frame = document.createElement("iframe"), url = new URL(address, document.baseURI).href;
      this.onmessage = this.onerror = null;
      this.frame = frame;
      this.ready = new Promise(function (done, failed) {
        /* after `load`: Firefox replaces the first empty document of a frame when it has loaded */
        frame.addEventListener("load", function () {
          var win = frame.contentWindow;
          win.importScripts = function () {
            return Array.from(arguments).reduce(function (before, next) {
              return before.then(function () { return run(win, new URL(next, url).href); });
            }, Promise.resolve());
          };
          win.postMessage = function (data) { setTimeout(function () { worker.emit(new MessageEvent("message", { data: data })); }); };
          win.addEventListener("error", function (event) { worker.emit(new ErrorEvent("error", { message: event.message, filename: event.filename, lineno: event.lineno, error: event.error })); });
          run(win, url).then(done, failed);
        }, { once: true });
      });
      this.ready.catch(function (error) { worker.emit(new ErrorEvent("error", { message: error.message, filename: url, error: error })); });
      frame.hidden = true;
      frame.title = window.outlast ? window.outlast.say("Search") : "Search";
      document.body.appendChild(frame);
    }
    emit(event) {
      var listener = this["on" + event.type];
      this.dispatchEvent(event);
      if (listener) listener.call(this, event);
    }
    postMessage(data) {
      var frame = this.frame;
      this.ready.then(function () {
        var win = frame.contentWindow;
        if (win) win.dispatchEvent(new win.MessageEvent("message", { data: data }));
      }, function () { /* said already, as an error of the worker */ });
    }
    terminate() { this.frame.remove(); }
  }
  window.IFrameWorker = IFrameWorker;
  if (location.protocol === "file:") window.Worker = IFrameWorker;
})();
