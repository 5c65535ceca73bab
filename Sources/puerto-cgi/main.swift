import Glibc
import PuertoHook
import Synchronization

var request = Request(method: "GET", path: [], peer: "127.0.0.1")
func env(_ n: String) -> [UInt8] { getenv(n).map { Array(String(cString: $0).utf8) } ?? [] }
request.method = String(decoding: env("REQUEST_METHOD"), as: UTF8.self)
request.path = env("PATH_INFO"); request.query = env("QUERY_STRING")
for (n, h) in [
    ("HTTP_COOKIE", "cookie"), ("HTTP_ORIGIN", "origin"), ("HTTP_SEC_FETCH_SITE", "sec-fetch-site"),
    ("HTTP_ACCEPT", "accept"), ("HTTP_X_CSRF_TOKEN", "x-csrf-token"),
    ("CONTENT_TYPE", "content-type"), ("HTTP_IDEMPOTENCY_KEY", "idempotency-key"),
    ("HTTP_WEBHOOK_ID", "webhook-id"), ("HTTP_WEBHOOK_TIMESTAMP", "webhook-timestamp"),
    ("HTTP_WEBHOOK_SIGNATURE", "webhook-signature"),
] where getenv(n) != nil { request.headers.append(.init(name: h, value: env(n))) }
if let n = Int(String(decoding: env("CONTENT_LENGTH"), as: UTF8.self)), n > 0 {
    var b = [UInt8](repeating: 0, count: n); let c = read(0, &b, n); request.body = Array(b[..<c])
}
let ws = String(decoding: env("PUERTO_WORKSPACE"), as: UTF8.self)
let kept = Mutex<HookWorld?>(nil)
let hook = Hook(
    open: {
        let w = try HookWorld.open(ws, database: ws + "/puerto.db")
        kept.withLock { $0 = w }
        return w
    },
    log: {
        let l = $0 + "\n"; write(2, l, l.utf8.count)
    })
let r = hook.answer(request)
print("Status: \(r.status)"); for h in r.headers { print("\(h.name): \(h.value)") }; print("")
if case .bytes(let b) = r.body { print(String(decoding: b, as: UTF8.self)) }
fflush(nil)
_exit(0)
