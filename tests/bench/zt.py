import sys; sys.argv=["x"]
from tests.bench.comparison import *
b=Bench(replace(QUICK,pictures=100),lay_out_pictures(None,100,CACHE))
for case in ("head_only","last_stage","everything"):
    for peer in PEERS:
      for bf in ([False,True] if peer in BF16_ON_CPU else [False]):
        e=Entry(case,peer); b.tuned[e]=Tuning(0,peer!=AS_PUBLISHED,bf)
        r=run_contestant(peer,replace(b.job(e,0),epochs=2)); print(case,peer,bf,round(r.seconds,2),round(r.processor_seconds,2),r.accuracy,flush=True)
