"""Pages of scripts that a browser should survive; each ends by writing what it could do into its text."""

from __future__ import annotations

from answers import TEXT, body

_FILL = f"document.body.innerHTML = `<p>{TEXT} ${{said}}</p>`;"


def script(code: str, said: str = "done") -> str:
    """A page without text until ``code`` has run (it may set ``said``)."""
    return body(
        f"<div id=app></div><script>let said = '{said}'; (async () => {{ {code}; {_FILL} }})()</script>"
    )


ENDLESS_LOOP = script("while (true) {}")
DIALOGS = script(
    "window.onbeforeunload = () => 'stay'; for (let n = 0; n < 20; n++) { alert(n); confirm(n); prompt(n) }"
)
POPUPS = script(
    "for (let n = 0; n < 200; n++) { const w = window.open('/popup.html?' + n); if (w) said = 'opened' }"
    "for (let n = 0; n < 50; n++) { const a = document.createElement('a'); a.href = '/popup.html?a' + n;"
    " a.target = '_blank'; document.body.append(a); a.click() }"
)
WORKER = script(
    "try { await navigator.serviceWorker.register('/worker.js'); const all = await"
    " navigator.serviceWorker.getRegistrations(); said = 'workers ' + all.filter(one => one.active).length }"
    " catch (error) { said = 'refused' }"
)
DOWNLOAD = script(
    "const a = document.createElement('a'); a.href = '/file.bin'; a.download = 'file.bin';"
    " document.body.append(a); a.click(); await new Promise(done => setTimeout(done, 300))"
)
HUGE_DOM = script("") + "<script>document.body.append('x'.repeat(12 * 1024 * 1024))</script>"
GLUTTON = script("const held = []; for (let n = 0; n < 4000; n++) held.push(new Uint8Array(1e6).fill(n))")
HEAP_GLUTTON = script("const held = []; for (let n = 0; n < 1e9; n++) held.push({n: [n]})")
MANY_REQUESTS = script(
    "for (let n = 0; n < 260; n++) fetch('/ping?' + n).catch(() => 0);"
    " await new Promise(done => setTimeout(done, 1500))"
)


def trespasser(inner_name: str, inner_address: str) -> str:
    """Tries every way to a server inside the network that a page knows."""
    places = [f"http://{inner_name}:8080/", f"http://{inner_address}:8080/", "/to-inner", "/to-inner-name"]
    tries = "; ".join(f"await reach('{place}')" for place in places)
    return script(
        "said = 'reached'; let n = 0; const reach = async url => {"
        " try { const reply = await fetch(url, {mode: 'no-cors'}); if (reply.type) n++ } catch (error) {} };"
        f" {tries};"
        f" try {{ new WebSocket('ws://{inner_address}:8080/') }} catch (error) {{}}"
        f" try {{ new WebSocket('ws://{inner_name}:8080/') }} catch (error) {{}}"
        f" try {{ navigator.sendBeacon('http://{inner_address}:8080/', 'x') }} catch (error) {{}}"
        f" try {{ new EventSource('http://{inner_name}:8080/') }} catch (error) {{}}"
        " const frame = document.createElement('iframe');"
        f" frame.src = 'http://{inner_address}:8080/'; document.body.append(frame);"
        f" const image = new Image(); image.src = 'http://{inner_name}:8080/a.png';"
        f" window.open('http://{inner_address}:8080/');"
        " await new Promise(done => setTimeout(done, 500)); said = 'reached ' + n"
    )
