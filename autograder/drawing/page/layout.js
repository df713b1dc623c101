/* Where does each node and each edge of a graph stand? The layered layout of layout.py, which says
   what each step is for; the tests hold the two to the same places. */

const KINK = 16;
const FEW = 5;

const pairwise = (list) => list.slice(1).map((item, k) => [list[k], item]);
const add = (list) => list.reduce((total, x) => total + x, 0);
/** Round as Python does: halves to even. */
const whole = (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

function* permutations(items) {
  if (!items.length) yield [];
  for (let k = 0; k < items.length; k++) {
    for (const rest of permutations([...items.slice(0, k), ...items.slice(k + 1)])) {
      yield [items[k], ...rest];
    }
  }
}

/** segments: for each layer those that leave it. */
function crossings(layers, segments) {
  const place = [];
  for (const layer of layers) layer.forEach((node, k) => { place[node] = k; });
  let count = 0;
  for (const leaving of segments) {
    for (let i = 0; i < leaving.length; i++) {
      const [a, b] = leaving[i];
      for (let j = i + 1; j < leaving.length; j++) {
        const [c, d] = leaving[j];
        if ((place[a] - place[c]) * (place[b] - place[d]) < 0) count++;
      }
    }
  }
  return count;
}

/** sizes: {along, across, layers, nodes, port, bend}, in pixels. */
function layOut(parents, sizes) {
  const layerOf = [];
  for (const sources of parents) {
    layerOf.push(1 + Math.max(-1, ...sources.map((source) => layerOf[source])));
  }
  let layers = Array.from({ length: 1 + Math.max(...layerOf) }, () => []);
  layerOf.forEach((layer, node) => layers[layer].push(node));
  const own = [...layerOf];
  const chains = [];
  parents.forEach((sources, child) => sources.forEach((parent, operand) => {
    const chain = [parent];
    for (let layer = own[parent] + 1; layer < own[child]; layer++) {
      layers[layer].push(layerOf.length);
      chain.push(layerOf.length);
      layerOf.push(layer);
    }
    chains.push({ child, operand, chain: [...chain, child] });
  }));
  const segments = chains.flatMap(({ chain }) => pairwise(chain));
  const above = layerOf.map(() => []);
  const below = layerOf.map(() => []);
  for (const [a, b] of segments) { below[a].push(b); above[b].push(a); }

  layers = inOrder(layers, above, below,
                   layers.map((_, layer) => segments.filter(([a]) => layerOf[a] === layer)));
  const half = layerOf.map((_, n) => (n < parents.length ? sizes.across : sizes.bend) / 2);
  const across = inPlace(layers, above, below, half, sizes.nodes, parents.length);
  const step = sizes.along + sizes.layers;

  const leaving = parents.map(() => []);
  const entering = parents.map(() => []);
  const byPlace = ([a, i], [b, j]) => a - b || i - j;
  chains.forEach(({ child, operand, chain }, k) => {
    leaving[chain[0]].push([across[chain[1]], k]);
    entering[child].push([across[chain[chain.length - 2]] + 1e-6 * operand, k]);
  });
  for (const edges of [...leaving, ...entering]) edges.sort(byPlace);
  const spread = (meetings) => {
    const places = [];
    meetings.forEach((edges, node) => {
      const port = Math.min(sizes.port, (0.8 * sizes.across) / Math.max(1, edges.length - 1));
      edges.forEach(([, k], i) => {
        places[k] = across[node] + (i - (edges.length - 1) / 2) * port;
      });
    });
    return places;
  };
  const starts = spread(leaving);
  const ends = spread(entering);

  const lows = layerOf.map((_, n) => across[n] - half[n]);
  const highs = layerOf.map((_, n) => across[n] + half[n]);
  const low = Math.min(...lows);
  const shift = -low + (low < Math.min(...parents.map((_, n) => across[n])) ? sizes.bend / 2 : 0);
  const routes = chains.map(({ child, operand, chain }, k) => {
    const points = [[own[chain[0]] * step + sizes.along, starts[k]]];
    for (const bend of chain.slice(1, -1)) {
      const edge = layerOf[bend] * step;
      points.push([edge, across[bend]], [edge + sizes.along, across[bend]]);
    }
    points.push([own[child] * step, ends[k]]);
    const rank = entering[child].findIndex(([, other]) => other === k);
    const last = rank > 0 && rank === entering[child].length - 1;
    return { parent: chain[0], child, operand, side: last ? 1 : -1,
             points: points.map(([a, b]) => [a, b + shift]) };
  });
  return {
    routes,
    centres: parents.map((_, n) => [own[n] * step + sizes.along / 2, across[n] + shift]),
    along: layers.length * step - sizes.layers,
    across: Math.max(...highs) + shift,
  };
}

function inOrder(layers, above, below, segments) {
  let best = layers;
  let fewest = crossings(layers, segments);
  const starts = layers[0].length <= FEW ? permutations(layers[0]) : [layers[0]];
  for (const start of starts) {
    const current = [start, ...layers.slice(1)];
    for (let sweep = 0; sweep < 8; sweep++) {
      const down = sweep % 2 === 0;
      const order = current.map((_, i) => i);
      for (const i of down ? order.slice(1) : order.reverse().slice(1)) {
        const links = down ? above : below;
        const place = new Map(current[down ? i - 1 : i + 1].map((node, k) => [node, k]));
        const keys = new Map(current[i].map((node, k) => {
          const found = links[node].map((n) => place.get(n));
          return [node, found.length ? add(found) / found.length : k];
        }));
        current[i] = [...current[i]].sort((a, b) => keys.get(a) - keys.get(b));
      }
      const count = crossings(current, segments);
      if (count < fewest) { best = [...current]; fewest = count; }
    }
    if (fewest === 0) break;
  }
  return best;
}

function inPlace(layers, above, below, half, gap, nodes) {
  const across = half.map(() => 0);
  function settle(layer, wishes, weights) {
    const offsets = [0];
    for (const [left, right] of pairwise(layer)) {
      offsets.push(offsets[offsets.length - 1] + half[left] + gap + half[right]);
    }
    const fitted = isotonic(wishes.map((w, k) => w - offsets[k]), weights);
    layer.forEach((node, k) => { across[node] = fitted[k] + offsets[k]; });
  }
  for (const layer of layers) settle(layer, layer.map(() => 0), layer.map(() => 1));
  for (let sweep = 0; sweep < 60; sweep++) {
    const softness = Math.max(1, 60 - 1.5 * sweep);
    for (const layer of sweep % 2 === 0 ? layers : [...layers].reverse()) {
      const [wishes, weights] = [[], []];
      for (const node of layer) {
        const near = [...above[node], ...below[node]].map((n) => [across[n],
          (1 + 3 * Number(node >= nodes && n >= nodes)) /
            (Math.abs(across[n] - across[node]) + softness) ** 1.7]);
        const weight = add(near.map(([, w]) => w));
        weights.push(weight || 1e-9);
        wishes.push(near.length ? add(near.map(([x, w]) => x * w)) / weight : across[node]);
      }
      settle(layer, wishes, weights);
    }
  }
  across.forEach((x, n) => { across[n] = whole(x); });
  straighten(layers, below, half, gap, across);
  return across;
}

function isotonic(wishes, weights) {
  const pools = [];
  wishes.forEach((wish, k) => {
    let [mean, weight, size] = [wish, weights[k], 1];
    while (pools.length && pools[pools.length - 1][0] > mean) {
      const [other, heavy, count] = pools.pop();
      mean = (mean * weight + other * heavy) / (weight + heavy);
      weight += heavy;
      size += count;
    }
    pools.push([mean, weight, size]);
  });
  return pools.flatMap(([mean, , size]) => Array(size).fill(mean));
}

function straighten(layers, below, half, gap, across) {
  const edges = below.flatMap((children, a) => children.map((b) => [a, b]));
  const kinks = () => add(edges.map(([a, b]) => Math.abs(across[a] - across[b]) ** 0.5));
  const fits = () => layers.every((layer) => pairwise(layer).every(([left, right]) =>
    across[right] - across[left] >= half[left] + gap + half[right] - 1));
  function run(start) {
    const found = new Set([start]);
    for (const node of found) { // a set that grows is walked to its end
      for (const [a, b] of edges) {
        for (const [near, far] of [[a, b], [b, a]]) {
          if (near === node && across[near] === across[far]) found.add(far);
        }
      }
    }
    return found;
  }
  let improved = true;
  while (improved) {
    improved = false;
    for (const [a, b] of edges) {
      for (const [moving, fixed] of [[a, b], [b, a]]) {
        const shift = across[fixed] - across[moving];
        if (!(Math.abs(shift) > 0 && Math.abs(shift) < KINK)) continue;
        const before = kinks();
        const nodes = run(moving);
        for (const node of nodes) across[node] += shift;
        if (kinks() < before - 1e-9 && fits()) improved = true;
        else for (const node of nodes) across[node] -= shift;
      }
    }
  }
}
