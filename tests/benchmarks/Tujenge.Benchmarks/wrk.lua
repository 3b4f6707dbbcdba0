-- A message to 10,000 recipients in turn, each request to the next one: a text of about 300 bytes, or a list with everything
-- in it as long as it may be, of about 6 KB.
local to = 255712000000

local function text()
  return '"type":"text","text":{"body":"' .. string.rep("x", 220) .. '"}}'
end

local function list()
  local sections = {}
  for i = 0, 9 do
    sections[i + 1] = '{"title":"' .. string.rep("t", 24) .. '","rows":[{"id":"' .. i .. string.rep("i", 199) .. '","title":"'
      .. string.rep("t", 24) .. '","description":"' .. string.rep("d", 72) .. '"}]}'
  end
  return '"type":"interactive","interactive":{"type":"list","header":{"type":"text","text":"' .. string.rep("h", 60)
    .. '"},"body":{"text":"' .. string.rep("b", 1024) .. '"},"footer":{"text":"' .. string.rep("f", 60)
    .. '"},"action":{"button":"' .. string.rep("m", 20) .. '","sections":[' .. table.concat(sections, ",") .. ']}}}'
end

local message = os.getenv("MESSAGE") == "list" and list() or text()

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["WA-API-KEY"] = os.getenv("KEY")

function request()
  to = to + 1
  if to > 255712010000 then to = 255712000001 end
  return wrk.format(nil, nil, nil, '{"to":"' .. to .. '",' .. message)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %.3f %.3f %d\n",
    summary.requests, summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
