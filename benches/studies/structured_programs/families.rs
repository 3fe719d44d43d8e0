//! Programs of the kinds that collections hold, drawn from a seed.

use firstbest::lp::{ColumnId, LinearProgram, Sense};

const NONE: f64 = f64::INFINITY;

/// A name, and what makes the program of about so many rows.
pub type Family = (&'static str, fn(usize) -> LinearProgram);

/// Every family.
pub const FAMILIES: [Family; 10] = [
    ("staircase", staircase),
    ("flow", flow),
    ("assignment", assignment),
    ("transport", transport),
    ("blending", blending),
    ("covering", covering),
    ("scenarios", scenarios),
    ("badly-scaled", badly_scaled),
    ("staircase-infeasible", staircase_infeasible),
    ("flow-unbounded", flow_unbounded),
];

/// Numbers from a seed, by a 64-bit linear congruential generator (Knuth's MMIX constants).
struct Draws(u64);

impl Draws {
    fn below(&mut self, limit: usize) -> usize {
        let constants = (6_364_136_223_846_793_005, 1_442_695_040_888_963_407);
        self.0 = self.0.wrapping_mul(constants.0).wrapping_add(constants.1);
        (self.0 >> 33) as usize % limit
    }

    /// A decimal with two digits after the point.
    fn decimal(&mut self, low: f64, high: f64) -> f64 {
        let steps = ((high - low) * 100.0) as usize;
        (low * 100.0 + self.below(steps + 1) as f64).round() / 100.0
    }

    /// A decimal of `digits` digits whose size is anywhere between the powers of ten.
    fn spread(&mut self, low: i32, high: i32, digits: i32) -> f64 {
        let power = low + self.below((high - low) as usize + 1) as i32;
        let mantissa = 1.0 + self.below(9 * 10usize.pow(digits as u32 - 1)) as f64;
        let text = format!("{mantissa}e{}", power - digits + 1);
        text.parse().unwrap_or(1.0)
    }
}

/// Production over periods with storage that loses 2%, overtime and purchases.
fn staircase(rows: usize) -> LinearProgram {
    staircase_with(rows, true)
}

/// The same without purchases: capacities do not suffice.
fn staircase_infeasible(rows: usize) -> LinearProgram {
    staircase_with(rows, false)
}

fn staircase_with(rows: usize, purchases: bool) -> LinearProgram {
    let mut draw = Draws(7);
    let (goods, resources) = (20, 10);
    let mut lp = LinearProgram::new(Sense::Minimise);
    let use_of: Vec<Vec<f64>> = (0..goods)
        .map(|_| {
            (0..resources)
                .map(|_| draw.decimal(-2.0, 3.0).max(0.0))
                .collect()
        })
        .collect();
    let mut stored: Vec<Option<ColumnId>> = vec![None; goods];
    for period in 0..rows.div_ceil(goods + resources) {
        let mut made = Vec::new();
        for stock in &mut stored {
            let make = lp.add_column(draw.decimal(1.0, 9.0), 0.0, NONE);
            let store = lp.add_column(draw.decimal(0.0, 1.0), 0.0, draw.decimal(5.0, 30.0));
            let from_stock = stock.replace(store).map(|earlier| (earlier, 0.98));
            let demand = draw.decimal(0.0, 6.0 + (period % 3) as f64);
            let buy = purchases.then(|| (lp.add_column(50.0, 0.0, NONE), 1.0));
            let terms = [(make, 1.0), (store, -1.0)];
            lp.add_row(
                demand,
                demand,
                terms.into_iter().chain(from_stock).chain(buy),
            );
            made.push(make);
        }
        for resource in 0..resources {
            let overtime = lp.add_column(draw.decimal(2.0, 5.0), 0.0, draw.decimal(1.0, 10.0));
            let used = made.iter().zip(&use_of).map(|(&m, u)| (m, u[resource]));
            lp.add_row(
                -NONE,
                draw.decimal(5.0, 20.0),
                used.chain([(overtime, -1.0)]),
            );
        }
    }
    lp
}

/// Several goods over one network, arcs shared.
fn flow(rows: usize) -> LinearProgram {
    flow_with(rows, 1.0)
}

/// The same where some circulation pays.
fn flow_unbounded(rows: usize) -> LinearProgram {
    flow_with(rows, -1.0)
}

fn flow_with(rows: usize, last_cost: f64) -> LinearProgram {
    let mut draw = Draws(11);
    let goods = 8;
    let nodes = (2 * rows / (2 * goods + 3)).max(4);
    let arcs: Vec<(usize, usize)> = (0..3 * nodes)
        .map(|k| match k < nodes {
            true => (k, (k + 1) % nodes),
            false => {
                let from = draw.below(nodes);
                (from, (from + 1 + draw.below(nodes - 1)) % nodes)
            }
        })
        .collect();
    let mut lp = LinearProgram::new(Sense::Minimise);
    let mut flows = vec![Vec::new(); arcs.len()];
    for good in 0..goods {
        let mut balance = vec![Vec::new(); nodes];
        for (k, &(from, to)) in arcs.iter().enumerate() {
            // integers, many of them equal
            let cost = 1.0 + draw.below(10) as f64;
            let cost = if good == 0 { cost * last_cost } else { cost };
            let x = lp.add_column(cost, 0.0, NONE);
            balance[from].push((x, 1.0));
            balance[to].push((x, -1.0));
            flows[k].push((x, 1.0));
        }
        let (source, sink) = (draw.below(nodes), draw.below(nodes));
        let amount = 1.0 + draw.below(9) as f64;
        for (node, entries) in balance.into_iter().enumerate() {
            let supply = amount * (f64::from(node == source) - f64::from(node == sink));
            lp.add_row(supply, supply, entries);
        }
    }
    for entries in flows.into_iter().step_by(2) {
        // the ring of the first arcs is wide enough for all
        let capacity = if last_cost < 0.0 {
            NONE
        } else {
            5.0 + draw.below(80) as f64
        };
        lp.add_row(-NONE, capacity, entries);
    }
    lp
}

/// Persons to tasks, each to one, a few tasks a person: every basis is degenerate.
fn assignment(rows: usize) -> LinearProgram {
    let mut draw = Draws(13);
    let size = (rows / 2).max(3);
    let mut lp = LinearProgram::new(Sense::Minimise);
    let mut by_task = vec![Vec::new(); size];
    let mut by_person = Vec::new();
    for person in 0..size {
        let mut entries = Vec::new();
        for k in 0..8.min(size) {
            let task = (person + k * k * 7 + k) % size;
            let x = lp.add_column(1.0 + draw.below(20) as f64, 0.0, NONE);
            entries.push((x, 1.0));
            by_task[task].push((x, 1.0));
        }
        by_person.push(entries);
    }
    for entries in by_person.into_iter().chain(by_task) {
        lp.add_row(1.0, 1.0, entries);
    }
    lp
}

/// Plants to customers, all pairs (so there are many more columns than rows).
fn transport(rows: usize) -> LinearProgram {
    let mut draw = Draws(17);
    let plants = (rows / 10).clamp(2, 40);
    let customers = rows.saturating_sub(plants).max(2);
    let mut lp = LinearProgram::new(Sense::Minimise);
    let mut from = vec![Vec::new(); plants];
    let mut to = vec![Vec::new(); customers];
    for (plant, from) in from.iter_mut().enumerate() {
        for (customer, to) in to.iter_mut().enumerate() {
            if (plant * 31 + customer * 17) % 3 == 0 || customer % plants == plant {
                let x = lp.add_column(draw.decimal(1.0, 40.0), 0.0, NONE);
                from.push((x, 1.0));
                to.push((x, 1.0));
            }
        }
    }
    for entries in from {
        lp.add_row(-NONE, (12 * customers / plants + 10) as f64, entries);
    }
    for entries in to {
        lp.add_row(1.0 + draw.below(10) as f64, NONE, entries);
    }
    lp
}

/// Blends of raw materials with qualities within ranges, through dense columns; free stock values.
fn blending(rows: usize) -> LinearProgram {
    let mut draw = Draws(19);
    let qualities = 8;
    let blends = (rows / (qualities + 2)).max(2);
    let materials = 15;
    let mut lp = LinearProgram::new(Sense::Maximise);
    let content: Vec<Vec<f64>> = (0..materials)
        .map(|_| {
            (0..qualities)
                .map(|_| draw.decimal(0.0, 20.0) + draw.spread(-4, -2, 3))
                .collect()
        })
        .collect();
    let pool: Vec<ColumnId> = (0..materials)
        .map(|_| lp.add_column(-draw.decimal(3.0, 9.0), 0.0, 30.0 * blends as f64))
        .collect();
    let total = lp.add_column(0.0, -NONE, NONE);
    let mut used = vec![Vec::new(); materials];
    let mut sold = Vec::new();
    for _ in 0..blends {
        let parts: Vec<ColumnId> = (0..materials)
            .map(|_| lp.add_column(0.0, 0.0, NONE))
            .collect();
        let amount = lp.add_column(
            draw.decimal(8.0, 14.0),
            draw.decimal(0.0, 2.0),
            draw.decimal(5.0, 50.0),
        );
        for (used, &part) in used.iter_mut().zip(&parts) {
            used.push((part, 1.0));
        }
        sold.push((amount, 1.0));
        let sum = parts
            .iter()
            .map(|&part| (part, 1.0))
            .chain([(amount, -1.0)]);
        lp.add_row(0.0, 0.0, sum);
        for quality in 0..qualities {
            let target = draw.decimal(8.0, 12.0);
            // Σ (content − target) part within ±range
            let terms = parts
                .iter()
                .zip(&content)
                .map(|(&p, c)| (p, c[quality] - target));
            let range = 100.0 * draw.decimal(0.1, 0.9);
            lp.add_row(-range, range, terms);
        }
    }
    for (used, &material) in used.into_iter().zip(&pool) {
        lp.add_row(0.0, 0.0, used.into_iter().chain([(material, -1.0)]));
    }
    lp.add_row(0.0, 0.0, sold.into_iter().chain([(total, -1.0)]));
    let half = 20.0 * blends as f64;
    lp.add_row(-NONE, half, [(total, 1.0)]);
    lp
}

/// Cover every item by sets of equal and unequal costs, relaxed.
fn covering(rows: usize) -> LinearProgram {
    let mut draw = Draws(23);
    let mut lp = LinearProgram::new(Sense::Minimise);
    let mut covers = vec![Vec::new(); rows];
    for set in 0..3 * rows {
        let x = lp.add_column(1.0 + (set % 3) as f64, 0.0, 1.0);
        let mut items = vec![set % rows];
        for _ in 0..3 + draw.below(6) {
            let item = draw.below(rows);
            if !items.contains(&item) {
                items.push(item);
            }
        }
        for item in items {
            covers[item].push((x, 1.0));
        }
    }
    for entries in covers {
        lp.add_row(1.0, NONE, entries);
    }
    lp
}

/// Capacity first, then what is done in each of many scenarios, which only it connects.
fn scenarios(rows: usize) -> LinearProgram {
    let mut draw = Draws(29);
    let (plants, products) = (12, 18);
    let scenarios = (rows / (plants + products)).max(1);
    let mut lp = LinearProgram::new(Sense::Minimise);
    let built: Vec<ColumnId> = (0..plants)
        .map(|_| lp.add_column(draw.decimal(5.0, 15.0), 0.0, 100.0))
        .collect();
    let chance = 1.0 / scenarios as f64;
    let cost: Vec<Vec<f64>> = (0..plants)
        .map(|_| (0..products).map(|_| draw.decimal(1.0, 9.0)).collect())
        .collect();
    for _ in 0..scenarios {
        let mut load = vec![Vec::new(); plants];
        let mut served = vec![Vec::new(); products];
        for (plant, load) in load.iter_mut().enumerate() {
            for (product, served) in served.iter_mut().enumerate() {
                if (plant + product) % 3 != 0 {
                    let x = lp.add_column(chance * cost[plant][product], 0.0, NONE);
                    load.push((x, 1.0 + 0.1 * ((plant * product) % 7) as f64));
                    served.push((x, 1.0));
                }
            }
        }
        for (entries, &plant) in load.into_iter().zip(&built) {
            lp.add_row(-NONE, 0.0, entries.into_iter().chain([(plant, -1.0)]));
        }
        for entries in served {
            let short = lp.add_column(chance * 60.0, 0.0, NONE);
            let demand = draw.decimal(0.0, 15.0);
            lp.add_row(demand, NONE, entries.into_iter().chain([(short, 1.0)]));
        }
    }
    lp
}

/// Chains of conversions with rates from 1e-6 to 1e6, free balances and ranges.
fn badly_scaled(rows: usize) -> LinearProgram {
    let mut draw = Draws(31);
    let mut lp = LinearProgram::new(Sense::Minimise);
    let stages = (rows / 25).max(2);
    let mut earlier: Vec<ColumnId> = Vec::new();
    for stage in 0..stages {
        let unit = 10f64.powi(draw.below(9) as i32 - 4);
        let mut now = Vec::new();
        for k in 0..20 {
            let x = lp.add_column(draw.spread(-2, 3, 3) / unit, 0.0, NONE);
            let free = lp.add_column(0.0, -NONE, NONE);
            let spill = lp.add_column(draw.spread(1, 4, 2), 0.0, NONE);
            let mut terms = vec![(x, draw.spread(-1, 1, 4)), (free, -draw.spread(-1, 0, 2))];
            if let Some(&from) = earlier.get(k) {
                terms.push((from, -draw.spread(-3, 2, 3)));
            }
            if let Some(&from) = earlier
                .get((k * 7 + stage) % 20)
                .filter(|f| terms.iter().all(|(t, _)| t != *f))
            {
                terms.push((from, draw.spread(-6, -2, 3)));
            }
            lp.add_row(0.0, 0.0, terms);
            // the balance has to reach some level, or to be made up for
            let level = draw.spread(0, 3, 2);
            if k % 4 == 0 {
                lp.add_row(level, 2.0 * level, [(free, 1.0), (spill, 1.0)]);
            } else if k % 4 == 1 {
                lp.add_row(level, NONE, [(free, 1.0), (spill, 1.0)]);
            } else {
                lp.set_column_bounds(free, 0.01 * level, NONE);
            }
            now.push(x);
        }
        let sum: Vec<_> = now.iter().map(|&x| (x, draw.spread(-5, 5, 2))).collect();
        let slack = lp.add_column(1e4, 0.0, NONE);
        lp.add_row(-NONE, 1e5, sum.into_iter().chain([(slack, -1e6)]));
        earlier = now;
    }
    lp
}
