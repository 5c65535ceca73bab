/// The schema's history. Scripts are added at the end, and never changed once released.
enum Migrations {
    static let all = [
        tables + baseSystem + history, secrets, operations, web, observedPorts, volumes, revivals,
        rounds, place, envelopes, chain, passkeys, scripts, rights, pace, disk, logins,
        reporting, verdicts, workers, hours, handoff, demo, pages, memory, demoMark, translations,
        observed, instances, leftInstances, clientScripts,
    ]

    /// Statements that add rows after a script, by the script's index.
    static let contents = [
        2: operationsContent, 5: volumesContent,
        all.firstIndex(of: place) ?? all.count: placeContent,
        all.firstIndex(of: rights) ?? all.count: rightsContent,
        all.firstIndex(of: hours) ?? all.count: hoursContent,
        all.firstIndex(of: leftInstances) ?? all.count: leftInstancesContent,
    ]

    /// The number "PRTO" in the file's header (`PRAGMA application_id`).
    static let applicationID = 0x5052_544F
}
