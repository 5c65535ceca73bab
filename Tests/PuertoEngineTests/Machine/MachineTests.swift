import PuertoCore
import Testing

@testable import PuertoEngine

@Suite struct MachineTests {
    private func machine(_ files: [String: String]) -> Machine { Machine { files[$0] ?? "" } }

    /// Tables as Linux 6.1 writes them; 0A is LISTEN, 01 ESTABLISHED, 06 TIME_WAIT.
    private static let tcp = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout
           0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0
           1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0
           2: 0100007F:1538 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0
           3: 0100007F:1539 00000000:0000 06 00000000:00000000 00:00000000 00000000     0        0

        """
    private static let tcp6 = """
          sl  local_address                         remote_address                        st tx
           0: 00000000000000000000000000000000:18EB 00000000000000000000000000000000:0000 0A 0
           1: 00000000000000000000000001000000:1F41 00000000000000000000000000000000:0000 0A 0
           2: 0000000000000000FFFF00000100007F:1F42 0000000000000000FFFF00000100007F:9C40 01 0

        """

    @Test func whatListensAtAnyAddressIsFound() {
        let found = machine(["/proc/net/tcp": Self.tcp, "/proc/net/tcp6": Self.tcp6]).listening
        #expect(found == [8000, 22, 6379, 8001])
    }

    @Test func aMachineWithoutOneOfTheFilesHasTheOther() {
        #expect(machine(["/proc/net/tcp6": Self.tcp6]).listening == [6379, 8001])
        #expect(machine([:]).listening == [])
        #expect(machine(["/proc/net/tcp": "garbage\n0A\n: : : 0A\n1: x:y z 0A\n"]).listening == [])
    }

    @Test func portsInUseAreThoseOfListenersAndOfContainersThatDoNotRun() async {
        let script = EngineScript([
            ProcessRunner.Ended(status: 0, output: "aa", errors: []),
            ProcessRunner.Ended(
                status: 0,
                output: """
                    {"id":"aa","name":"/a","status":"exited","exitCode":0,"restarts":0,"image":"i",\
                    "imageID":"s","labels":{},"bindings":{"80/tcp":[{"HostIp":"",\
                    "HostPort":"5435"},{"HostIp":"::1","HostPort":"5436"}]},"networks":{}}
                    """, errors: []),
        ])
        let machine = machine(["/proc/net/tcp6": Self.tcp6])
        #expect(await machine.portsInUse { script.engine } == [6379, 8001, 5435, 5436])
        #expect(
            await machine.portsInUse { throw PuertoError(.io, "no engine here") } == [6379, 8001])
    }

    @Test func memoryIsWhatCanBeHad() {
        let text = """
            MemTotal:       16303428 kB
            MemFree:          201000 kB
            MemAvailable:    8151714 kB
            HugePages_Total:       0

            """
        let memory = machine(["/proc/meminfo": text]).memory
        #expect(memory == (available: 7960, total: 15921))
        #expect(machine([:]).memory == (available: 0, total: 0))
    }

    @Test func routesAreReadAndTheLastResortIsNone() {
        let text = """
            Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0
            eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
            docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
            wg0\t0100D50A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0
            broken\tx\ty\t0001\t0\t0\t0\tzz\t0\t0\t0
            short\t0000000A

            """
        #expect(
            machine(["/proc/net/route": text]).routes.map(\.description) == [
                "10.0.0.0/24", "172.17.0.0/16", "10.213.0.1/32",
            ])
    }

    @Test func theRealMachineHasMemoryAndDisk() {
        #expect(Machine.live.memory.total > 0)
        #expect(Machine.live.memory.available <= Machine.live.memory.total)
        let here = Machine.freeDisk(at: "/")
        #expect(Machine.freeDisk(at: "/no/such/folder/at/all") == here)
        #expect(Machine.freeDisk(at: "nothing-here/at-all") == Machine.freeDisk(at: "."))
    }
}
