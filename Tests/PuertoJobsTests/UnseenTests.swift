import PuertoEngine
import PuertoJobs
import Testing

/// What was not looked at is neither fine nor different.
@Suite struct UnseenTests {
    @Test(arguments: [Unseen.clients, .machine]) func whatOnlyRootSeesNamesTheVerbAsRoot(
        unseen: Unseen
    ) {
        #expect(unseen.description.hasSuffix("only root may enter their networks"))
        #expect(unseen.command("puerto doctor acme") == "sudo puerto doctor acme")
    }

    @Test func withoutATableTheCommandInstallsIt() {
        let unseen = Unseen.machineWithoutTable(.missing)
        #expect(
            unseen.description
                == "whether clients reach this machine's own ports: no firewall keeps them away")
        #expect(unseen.command("puerto doctor") == FirewallState.mend)
    }
}
