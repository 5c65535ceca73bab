import ArgumentParser
import PuertoCore

/// The option of the verbs that may start a stack without the data it had.
struct DataOptions: ParsableArguments {
    @Flag(help: "Give up data that are missing, and start without them; the history records it.")
    var newData = false
}
