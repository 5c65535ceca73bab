/// The settings of a workspace, read from `puerto.yaml`.
package struct Configuration: Hashable, Sendable {
    package var agency: Agency
    package var url: AppURL
    /// At least one host; the first carries the base system.
    package var hosts: [Host]
    package var ports: PortRule
    package var plans: [PricingPlan]
    package var engine: EngineSettings
    /// `nil` when the portal is served as files, without a hook.
    package var web: WebSettings?
    /// The acts for which the portal asks a passkey.
    package var passkeys: PasskeyPolicy
    /// The folder that signed heads of the history are written to, an absolute path; `nil` for none.
    package var historyExport: String?
    /// Days for which finished jobs are kept with their lines.
    package var jobDays: Int
    /// Warnings on what a rule newer than the file would refuse: the workspace opens all the same.
    package var remarks: [PuertoError]

    /// The days for which jobs are kept where `puerto.yaml` says nothing.
    package static let usualJobDays = 180

    package init(
        agency: Agency, url: AppURL, hosts: [Host], ports: PortRule, plans: [PricingPlan],
        engine: EngineSettings = .standard, web: WebSettings? = nil,
        passkeys: PasskeyPolicy = PasskeyPolicy(), historyExport: String? = nil,
        jobDays: Int = Configuration.usualJobDays, remarks: [PuertoError] = []
    ) {
        self.agency = agency
        self.url = url
        self.hosts = hosts
        self.ports = ports
        self.plans = plans
        self.engine = engine
        self.web = web
        self.passkeys = passkeys
        self.historyExport = historyExport
        self.jobDays = jobDays
        self.remarks = remarks
    }
}
