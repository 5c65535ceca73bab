import PuertoCore
import Synchronization
import Testing

@testable import PuertoEngine

@Suite struct FleetQuestionTests {
    private func said(_ output: String, status: Int = 0, errors: [String] = [])
        -> ProcessRunner.Ended
    {
        ProcessRunner.Ended(status: status, output: output, errors: errors)
    }

    @Test func oneQuestionTellsWhatRunsOfEveryClient() async throws {
        let script = EngineScript([
            said(
                """
                running\t7\tpostgres
                exited\t7\tredis
                restarting\t7\twindmill
                paused\t8\tredis
                created\t9\tredis
                running\t\tredis
                running\t8\tnothing of ours
                """)
        ])
        let up = try await script.engine.keptUp(inWorkspace: "w")
        #expect(up == [7: [.postgres, .windmill], 8: [.redis]])
        #expect(script.asked.withLock { $0.count } == 1)
    }

    @Test(arguments: [
        ("false\tinactive\n", true), ("true\tinactive\n", false), ("false\tactive\n", false),
        ("", false), ("<html>", false),
    ])
    func adviceIsGivenOnlyWhereItHelps(answer: String, isGiven: Bool) async throws {
        #expect(await EngineScript([said(answer)]).engine.lacksLiveRestore() == isGiven)
    }

    @Test func anEngineThatDoesNotKnowTheQuestionGetsNoAdvice() async throws {
        let script = EngineScript([said("", status: 1, errors: ["unknown command"])])
        #expect(await script.engine.lacksLiveRestore() == false)
    }

    /// Ids of networks of Swarm are not the machine's own.
    @Test func networksOfSwarmAreSkipped() async throws {
        let script = EngineScript([
            said("beef\nw0wrm0m8l1yuzvev9s8oygag1\nabcdefghijklmnopqrstuvwxy"),
            said(
                """
                {"id":"beef","name":"bridge","labels":null,"config":[{"Subnet":"172.17.0.0/16"}]}
                """),
        ])
        #expect(try await script.engine.allNetworks().map(\.name) == ["bridge"])
        #expect(script.asked.withLock { $0.last } == "network inspect --format beef")
    }

    @Test(arguments: ["w0wrm0m8l1yuzvev9s8oygag", "w0wrm0m8l1yuzvev9s8oygag1x", "<html>"])
    func whatIsNoIdOfEitherKindIsRefused(answer: String) async throws {
        #expect(await code { try await EngineScript([said(answer)]).engine.allNetworks() } == .io)
    }

    @Test func aNetworkThatGoesMeanwhileIsLookedForAgain() async throws {
        let script = EngineScript([
            said("beef\nfade"), said("", status: 1, errors: ["Error: No such network: fade"]),
            said("beef"),
            said("{\"id\":\"beef\",\"name\":\"bridge\",\"labels\":null,\"config\":null}"),
        ])
        #expect(try await script.engine.allNetworks().map(\.id) == ["beef"])
        let dead = said("", status: 1, errors: ["Cannot connect to the Docker daemon"])
        #expect(
            await code { try await EngineScript([said("beef"), dead]).engine.allNetworks() } == .io)
    }
}
