// The page a caller sees. For phones of any age: ECMAScript 5, no libraries, no modules.
(function () {
  'use strict';
  var share = document.getElementById('share');
  var stop = document.getElementById('stop');
  var status = document.getElementById('status');
  var words = JSON.parse(document.getElementById('words').getAttribute('data-words'));
  var address = window.location.pathname;
  // Sent at most so often, milliseconds; what comes between is kept and the best of it sent.
  var pause = 3000;
  var watch = null;
  var waiting = null;
  var sending = false;
  var sentAt = 0;
  var sent = false;
  var over = false;

  function say(text, kind) {
    status.className = kind || '';
    status.innerHTML = '';
    status.appendChild(document.createTextNode(text));
  }

  function show(element, visible) {
    element.className = visible ? element.getAttribute('data-class') || '' : 'hidden';
  }

  function finish(text) {
    over = true;
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    show(share, false);
    show(stop, false);
    say(text, '');
  }

  function post(report, done) {
    var request = new XMLHttpRequest();
    request.open('POST', address, true);
    request.setRequestHeader('Content-Type', 'application/json');
    request.timeout = 20000;
    request.onreadystatechange = function () {
      if (request.readyState === 4) done(request.status);
    };
    request.send(JSON.stringify(report));
  }

  function send() {
    var now = new Date().getTime();
    if (over || sending || waiting === null) return;
    if (now - sentAt < pause) {
      setTimeout(send, pause - (now - sentAt));
      return;
    }
    var position = waiting;
    waiting = null;
    sending = true;
    sentAt = now;
    var coords = position.coords;
    var age = (now - position.timestamp) / 1000;
    var report = { lat: coords.latitude, lon: coords.longitude, accuracyMetres: coords.accuracy };
    if (typeof coords.altitude === 'number') report.altitudeMetres = coords.altitude;
    if (age > 0 && age < 86400) report.ageSeconds = age;
    post(report, function (code) {
      sending = false;
      if (code === 200) {
        sent = true;
        show(stop, true);
        say(words.shared.replace('{metres}', String(Math.ceil(coords.accuracy))), 'good');
      } else if (code === 404) {
        finish(words.over);
        return;
      } else {
        // No network, or the server is busy: the newest position is kept and sent as soon as it can be.
        if (waiting === null) waiting = position;
        say(words.offline, 'bad');
      }
      setTimeout(send, pause);
    });
  }

  function onPosition(position) {
    if (over) return;
    if (waiting === null || position.coords.accuracy <= waiting.coords.accuracy || sent) waiting = position;
    if (!sent && !sending) say(words.sending, '');
    send();
  }

  function trouble(name) {
    say(words[name], 'bad');
    show(share, true);
    post({ trouble: name }, function (code) {
      if (code === 404) finish(words.over);
    });
  }

  function onError(error) {
    if (over || (sent && error.code !== 1)) return;
    if (error.code === 1) {
      if (watch !== null) navigator.geolocation.clearWatch(watch);
      watch = null;
      trouble('denied');
    } else {
      trouble(error.code === 3 ? 'timeout' : 'unavailable');
    }
  }

  share.onclick = function () {
    if (window.isSecureContext === false) {
      trouble('insecure');
      return;
    }
    if (!navigator.geolocation) {
      trouble('unsupported');
      return;
    }
    show(share, false);
    say(words.asking, '');
    if (watch !== null) navigator.geolocation.clearWatch(watch);
    watch = navigator.geolocation.watchPosition(onPosition, onError, {
      enableHighAccuracy: true,
      timeout: 30000,
      maximumAge: 0,
    });
  };
  // Said to have stopped only once the server knows; until then it is asked again and again, and nothing is sent.
  function end() {
    post({ end: true }, function (code) {
      if (code === 200 || code === 404) say(words.stopped, '');
      else setTimeout(end, pause);
    });
  }

  stop.onclick = function () {
    finish(words.stopping);
    end();
  };
  show(share, true);
})();
