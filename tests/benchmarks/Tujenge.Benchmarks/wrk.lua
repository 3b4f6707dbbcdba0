-- A text of about 300 bytes to 10,000 recipients in turn, each request to the next one.
local to = 255712000000
local body = string.rep("x", 220)

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["WA-API-KEY"] = os.getenv("KEY")

function request()
  to = to + 1
  if to > 255712010000 then to = 255712000001 end
  return wrk.format(nil, nil, nil, '{"to":"' .. to .. '","type":"text","text":{"body":"' .. body .. '"}}')
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %.3f %.3f %d\n",
    summary.requests, summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
