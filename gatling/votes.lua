-- Votes for wrk: of the members whose keys LOAD_KEYS names, on the threads of LOAD_IDS, or on LOAD_THREAD alone.
-- Each member votes on each thread once, then the other way round, so that each vote moves a counter; LOAD_FIRST says
-- how many of these were cast by runs before.
local keys, ids, at = {}, {}, 0

local function lines(name)
  local found = {}
  for line in io.lines(name) do
    found[#found + 1] = line
  end
  return found
end

function init(args)
  keys = lines(os.getenv("LOAD_KEYS"))
  local hot = os.getenv("LOAD_THREAD")
  ids = hot and { hot } or lines(os.getenv("LOAD_IDS"))
  at = tonumber(os.getenv("LOAD_FIRST") or "0")
end

function request()
  local key = keys[at % #keys + 1]
  local id = ids[(at + math.floor(at / #keys)) % #ids + 1]
  local value = math.floor(at / (#keys * #ids)) % 2 == 0 and 1 or -1
  at = at + 1
  return wrk.format("PUT", "/api/forum/threads/" .. id .. "/vote",
    { ["X-API-Key"] = key, ["Content-Type"] = "application/json" }, '{"value":' .. value .. '}')
end

function done(summary, latency, _)
  local e = summary.errors
  print(string.format("LOAD %.1f %.3f %.3f %d", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
