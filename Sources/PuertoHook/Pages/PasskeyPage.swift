internal import Hypertext

/// The page that makes a passkey: a placeholder of the contract's.
struct PasskeyPage {
    let layout: HookLayout

    var html: HTML { layout.page("", "") }
}
