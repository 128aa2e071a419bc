-- One loop for wrk. LOAD_PATH is the path, asked again and again; with %d in it, with each id of the file LOAD_IDS in turn.
-- LOAD_KEYS is a file of members and their API keys: the path is asked with each key in turn.
-- Or LOAD_PATHS is a file of paths, asked in turn. LOAD_DELAY is how many milliseconds a connection waits between requests,
-- on average: without it, none; with it, p95 is told, too.
local requests, at, pause = {}, 0, tonumber(os.getenv("LOAD_DELAY"))

function init(args)
  local path, ids, paths = os.getenv("LOAD_PATH"), os.getenv("LOAD_IDS"), os.getenv("LOAD_PATHS")
  local keys = os.getenv("LOAD_KEYS")
  if keys then
    for line in io.lines(keys) do
      local member, key = line:match("(%d+) (.+)")
      local own = path:gsub("%%d", member)
      requests[#requests + 1] = wrk.format("GET", own, {["X-API-Key"] = key})
    end
  elseif paths then
    for line in io.lines(paths) do
      requests[#requests + 1] = wrk.format("GET", line)
    end
  elseif path:find("%%d") then
    for id in io.lines(ids) do
      requests[#requests + 1] = wrk.format("GET", (path:gsub("%%d", id)))
    end
  else
    requests[1] = wrk.format("GET", path)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

if pause then
  -- Times of chance, as if each request came from somebody else.
  function delay()
    return math.floor(-pause * math.log(1 - math.random()))
  end
end

function done(summary, latency, _)
  local e = summary.errors
  local line = string.format("LOAD %.1f %.3f %.3f %d", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout)
  if pause then
    line = line .. string.format(" %.3f", latency:percentile(95) / 1000)
  end
  print(line)
end
