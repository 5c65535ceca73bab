import PuertoCore

extension SlotView: JSONView {
    var json: JSONObject {
        var json = JSONObject()
        json.add("host", host)
        json.add("slot", slot)
        json.add("ports", ports.json)
        json.add("state", state)
        json.add("detail", detail)
        return json
    }
}
