-- One closed loop for wrk: the same path again and again, or a path with each id of a file in turn.
-- LOAD_PATH is the path, with %d for an id; LOAD_IDS names the file of ids.
local requests, at = {}, 0

function init(args)
  local path, ids = os.getenv("LOAD_PATH"), os.getenv("LOAD_IDS")
  if path:find("%%d") then
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

function done(summary, latency, _)
  local e = summary.errors
  print(string.format("LOAD %.1f %.3f %.3f %d", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
