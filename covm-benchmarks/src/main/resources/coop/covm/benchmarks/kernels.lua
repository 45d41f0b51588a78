local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local kernels = {
  fib = function() return fib(30) end,
  increment = function() local x = 0.0 while x < 1e8 do x = x + 1 end return x end,
  primes = function()
    local count, n = 0.0, 2.0
    while n < 200000 do
      local d, prime = 2.0, true
      while d * d <= n do
        if n % d == 0 then prime = false break end
        d = d + 1
      end
      if prime then count = count + 1 end
      n = n + 1
    end
    return count
  end,
  tally = function()
    local names = {"ada", "bob", "cyd", "dan", "eve", "fay", "gus", "hal"}
    local tally = {}
    for _, name in ipairs(names) do tally[name] = 0.0 end
    local seed = 1.0
    for _ = 1, 1000000 do
      seed = seed * 16807 % 2147483647
      local vote = names[seed % 8 + 1]
      tally[vote] = tally[vote] + 1
    end
    return tally["ada"]
  end,
}
local kernel = kernels[arg[1]]
for line in io.lines() do
  local stop = os.clock() + tonumber(line) / 1e9
  local runs, result = 0, 0
  repeat result = kernel() runs = runs + 1 until os.clock() >= stop
  io.write(string.format("%d %.0f\n", runs, result))
  io.flush()
end
