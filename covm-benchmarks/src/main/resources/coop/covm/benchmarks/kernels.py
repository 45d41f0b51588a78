import sys
import time


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def increment():
    x = 0.0
    while x < 1e8:
        x = x + 1
    return x


def primes():
    count, n = 0.0, 2.0
    while n < 200000:
        d, prime = 2.0, True
        while d * d <= n:
            if n % d == 0:
                prime = False
                break
            d = d + 1
        if prime:
            count = count + 1
        n = n + 1
    return count


def tally():
    names = ["ada", "bob", "cyd", "dan", "eve", "fay", "gus", "hal"]
    votes = {name: 0.0 for name in names}
    seed = 1.0
    for _ in range(1000000):
        seed = seed * 16807 % 2147483647
        vote = names[int(seed % 8)]
        votes[vote] = votes[vote] + 1
    return votes["ada"]


kernel = {"fib": lambda: fib(30), "increment": increment, "primes": primes, "tally": tally}[sys.argv[1]]
for line in sys.stdin:
    stop = time.perf_counter_ns() + int(line)
    runs, result = 0, 0
    while True:
        result = kernel()
        runs += 1
        if time.perf_counter_ns() >= stop:
            break
    print(runs, "%.0f" % result, flush=True)
