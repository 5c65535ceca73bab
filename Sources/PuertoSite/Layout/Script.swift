/// Scripts of several files: one function around all of them, so that they see each other and the
/// page sees none of their names.
enum Script {
    /// Search, filters, sorting and copying.
    static let portal = whole([
        PackageResources.dom_js, PackageResources.copy_js, PackageResources.copy_button_js,
        PackageResources.copying_js, PackageResources.ages_js, PackageResources.text_js,
        PackageResources.search_index_js, PackageResources.search_box_js,
        PackageResources.list_rows_js, PackageResources.list_js, PackageResources.keys_js,
        PackageResources.rounds_js, PackageResources.events_js, PackageResources.folds_js,
        PackageResources.portal_js,
    ])

    /// Actions, jobs, secrets and one-time links, where a hook answers.
    static let live = whole([
        Array(ScriptWords.script.utf8), PackageResources.dom_js, PackageResources.copy_js,
        PackageResources.copy_button_js, PackageResources.crypto_js, PackageResources.memory_js,
        PackageResources.passkey_js, PackageResources.pause_js, PackageResources.page_js,
        PackageResources.hook_js, PackageResources.explain_js, PackageResources.dialog_js,
        PackageResources.demo_js,
        PackageResources.form_js, PackageResources.approval_js, PackageResources.approval_text_js,
        PackageResources.approval_dialog_js, PackageResources.absent_worker_js,
        PackageResources.job_panel_js, PackageResources.job_js, PackageResources.errand_js,
        PackageResources.actions_js,
        PackageResources.plan_js, PackageResources.action_links_js, PackageResources.sealed_js,
        PackageResources.secrets_js, PackageResources.new_link_js, PackageResources.links_js,
        PackageResources.account_js, PackageResources.outage_js, PackageResources.visit_js,
        PackageResources.few_passkeys_js, PackageResources.live_js,
    ])

    /// Logs in with a passkey, on the hook's login page.
    static let login = whole(passkeys + [PackageResources.memory_js, PackageResources.login_js])

    /// Makes a passkey, on the hook's page for it.
    static let register = whole(
        passkeys + [PackageResources.register_js, PackageResources.register_page_js])

    /// Requests and passkeys, for pages that know no session.
    private static let passkeys = [
        PackageResources.dom_js, PackageResources.crypto_js, PackageResources.passkey_js,
        PackageResources.pause_js, PackageResources.hook_js, PackageResources.failure_js,
    ]

    /// Opens a sealed onboarding page.
    static let sealed = whole([
        PackageResources.crypto_js, PackageResources.copy_js, PackageResources.reader_js,
        PackageResources.envelope_js, PackageResources.handoff_js,
    ])

    /// Opens a one-time link.
    static let link = whole([
        PackageResources.crypto_js, PackageResources.copy_js, PackageResources.reader_js,
        PackageResources.claim_js, PackageResources.link_js,
    ])

    private static func whole(_ parts: [[UInt8]]) -> [UInt8] {
        Array("(() => {\n\"use strict\";\n".utf8) + parts.joined() + Array("})();\n".utf8)
    }
}
