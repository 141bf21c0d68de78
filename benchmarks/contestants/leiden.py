# Communities of an edge list by igraph's Leiden (V. Traag, L. Waltman, N. van Eck, "From Louvain to Leiden", 2019), in C.
# Prints one line of JSON. Debian has it as python3-igraph.
import csv
import json
import random
import resource
import sys

import igraph

random.seed(1)
edges, weights = [], []
with open(sys.argv[1], newline="") as lines:
    for source, target, payments in csv.reader(lines):
        edges.append((int(source), int(target)))
        weights.append(int(payments))
nodes = 1 + max(max(pair) for pair in edges)
graph = igraph.Graph(n=nodes, edges=edges)
found = graph.community_leiden(objective_function="modularity", weights=weights)
print(json.dumps({
    "nodes": nodes,
    "edges": len(edges),
    "modularity": graph.modularity(found.membership, weights=weights),
    "peakKilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
}))
