import PuertoCore
import Testing

@Suite struct NextStepTests {
    private func step(
        _ status: Tenant.Status, _ edit: (inout NextStep.Facts) -> Void = { _ in }
    ) -> NextStep {
        var facts = NextStep.Facts(status: status)
        edit(&facts)
        return NextStep(facts)
    }

    @Test func eachStateHasItsStep() {
        #expect(step(.draft) == .provision)
        #expect(step(.provisioning) == .provision)
        #expect(step(.ready) == .handOver)
        #expect(step(.ready) { $0.access.isHandedOver = true } == .nothing)
        #expect(step(.degraded) { $0.access.isHandedOver = true } == .restart)
        #expect(step(.suspended) == .resume)
        #expect(step(.archived) == .bringBack)
    }

    @Test func anObservedStackIsOnlyLookedAt() {
        func observed(_ status: Tenant.Status, _ edit: (inout NextStep.Facts) -> Void) -> NextStep {
            step(status) {
                $0.isObserved = true
                edit(&$0)
            }
        }
        #expect(observed(.degraded) { _ in } == .look)
        #expect(observed(.ready) { $0.health = .down } == .look)
        #expect(observed(.ready) { $0.hasDrift = true } == .look)
        #expect(observed(.ready) { $0.isDiskFull = true } == .handOver)
        #expect(observed(.ready) { $0.access.hasPassword = false } == .recordPassword)
        #expect(observed(.ready) { $0.access.isHandedOver = true } == .nothing)
        #expect(NextStep.look.isTyped && NextStep.look.request(.es) == nil)
    }

    @Test func aRunningJobComesFirstThenAFailedOne() {
        #expect(step(.draft) { $0.job = (.provision, .running) } == .wait(.provision))
        #expect(step(.ready) { $0.job = (.rotate, .queued) } == .wait(.rotate))
        #expect(
            step(.suspended) {
                $0.job = (.resume, .failed)
                $0.isDiskFull = true
            } == .retry(.resume))
        #expect(step(.ready) { $0.job = (.provision, .done) } == .handOver)
    }

    @Test func aClientThatCannotWorkWellIsNotHandedOver() {
        #expect(step(.ready) { $0.isDiskFull = true } == .makeRoom)
        #expect(step(.suspended) { $0.isDiskFull = true } == .makeRoom)
        #expect(step(.ready) { $0.health = .down } == .restart)
        #expect(step(.ready) { $0.health = .degraded } == .restart)
        #expect(step(.ready) { $0.hasDrift = true } == .reconcile)
        #expect(step(.ready) { $0.health = .healthy } == .handOver)
    }

    @Test func whatIsLackingComesBeforeTheHandoff() {
        let poor = HandoffFacts(isHandedOver: false, hasContact: false, hasPassword: false)
        #expect(step(.ready) { $0.access = poor } == .giveContact)
        #expect(step(.ready) { $0.access.hasPassword = false } == .recordPassword)
        #expect(
            step(.ready) {
                $0.access = poor
                $0.access.isHandedOver = true
            } == .nothing)
        #expect(step(.degraded) { $0.access = poor } == .restart)
    }

    @Test func aClientOfAnotherMachineHasNoStepHereThatWorks() throws {
        let (far, here, acme) = try (Slug("far"), Slug("here"), Slug("acme"))
        for status in Tenant.Status.allCases {
            let step = step(status) {
                $0.away = (far, here)
                $0.job = (.restart, .failed)
            }
            #expect(step == .elsewhere(far, here: status == .draft ? here : nil))
            #expect(step.request(.en) == nil)
            let move = status == .draft ? "puerto tenant edit acme --host here" : nil
            #expect(step.command(acme) == move)
        }
    }

    @Test func aCommandIsReadAlsoForAClientCalledAsAVerb() throws {
        #expect(try NextStep.handOver.command(Slug("list")) == "puerto handoff give list")
    }

    @Test(arguments: Language.allCases)
    func aStepThatCanBeDoneHasAButtonAndACommand(l: Language) throws {
        let slug = try Slug("acme")
        let steps: [NextStep] = [
            .provision, .retry(.rotate), .makeRoom, .restart, .reconcile, .giveContact,
            .recordPassword, .handOver, .resume, .bringBack,
        ]
        for step in steps {
            #expect(step.request(l) != nil)
            #expect(step.command(slug)?.hasPrefix("puerto ") == true)
            #expect(step.command(slug)?.contains("acme") == true)
        }
        for step: NextStep in [.wait(.upgrade), .nothing] {
            #expect(step.request(l) == nil)
            #expect(step.command(slug) == nil)
        }
        #expect(NextStep.retry(.rotate).command(slug, job: "12ab") == "puerto job retry 12ab")
    }
}
