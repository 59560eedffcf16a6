/* Keeps the files of one build on this device, and answers with them, so that a reader without a network sees whole pages of one
   copy. It fetches only what is in FILES, from the place that it came from itself, and takes nothing whose hash is another. */
"use strict";
var ROOT = self.registration.scope, OURS = "outlast:" + new URL(ROOT).pathname + ":", NAME = OURS + BUILD, AT_ONCE = 6;

function address(path) { return new URL(path.split("/").map(encodeURIComponent).join("/"), ROOT).href; }
/* Some hosts lead from x.html to x: what came by such a way may not answer for a page. */
function straight(answer) {
  return answer.redirected ? answer.blob().then(function (body) { return new Response(body, { headers: answer.headers }); }) : answer;
}
function take(cache, path) {
  return fetch(new Request(address(path), { integrity: FILES[path], cache: "no-cache", credentials: "same-origin" })).then(function (answer) {
    if (!answer.ok) throw new Error(path);
    return straight(answer);
  }).then(function (answer) { return cache.put(address(path), answer); });
}
function takeAll(cache) {
  var left = Object.keys(FILES);
  function next() { var path = left.shift(); return path === undefined ? undefined : take(cache, path).then(next); }
  return Promise.all(Array.from({ length: AT_ONCE }, next));
}
/* The file that an address means: servers leave out index.html and .html. */
function file(url) {
  var at;
  if (url.href.slice(0, ROOT.length) !== ROOT) return "";
  try { at = decodeURIComponent(url.pathname.slice(new URL(ROOT).pathname.length)); } catch (e) { return ""; }
  return [at, at + "index.html", at + ".html", at + "/index.html"].filter(function (path) { return Object.prototype.hasOwnProperty.call(FILES, path); })[0] || "";
}

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(NAME).then(takeAll).catch(function (error) { return caches.delete(NAME).then(function () { throw error; }); }));
});
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name.indexOf(OURS) === 0 && name !== NAME; }).map(function (name) { return caches.delete(name); }));
  }));
});
self.addEventListener("fetch", function (event) {
  var path = event.request.method === "GET" ? file(new URL(event.request.url)) : "";
  if (!path) return;
  /* An answer without an address of its own: else the search loses the end of its own, which says what it searches. */
  event.respondWith(caches.open(NAME).then(function (cache) { return cache.match(address(path)); }).then(function (kept) { return kept ? new Response(kept.body, kept) : fetch(event.request); }));
});
/* The reader asked for the newer copy. */
self.addEventListener("message", function (event) { if (event.data === "use") self.skipWaiting(); });
