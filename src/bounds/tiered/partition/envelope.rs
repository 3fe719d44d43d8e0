//! M(r) = E(x(S) − r)₊ over a piece of efforts, from above by chords.

use super::piece::Piece;
use super::tails::tails;
use crate::numerics::Interval;

/// How far from its place at the centre the count that reaches a price may be found elsewhere on
/// the piece, in standard deviations, besides some counts: tried in turn.
const STRAYS: [(f64, f64); 4] = [(0.01, 1.0), (0.1, 2.0), (0.5, 3.0), (2.0, 5.0)];

/// Counts reach so much further below than √(2·ln n) standard deviations, the place of a guard.
const FURTHER: f64 = 5.0;

/// Counts reach so many standard deviations above the mean.
const HIGHEST: f64 = 7.0;

/// Finer steps reach so many standard deviations to either side.
const ABOUT: f64 = 0.1;

/// Places of counts, in standard deviations from the mean.
#[derive(Debug, Clone)]
pub struct Grid {
    places: Vec<f64>,
}

impl Grid {
    /// Places at some step all over, and at some step about those given.
    pub fn new(samples: u64, (step, fine): (f64, f64), about: &[f64]) -> Self {
        let far = (2.0 * libm::log((samples as f64).max(2.0))).sqrt() + FURTHER;
        let steps = ((far + HIGHEST) / step) as usize;
        let mut places: Vec<f64> = (0..=steps).map(|i| i as f64 * step - far).collect();
        let around = (ABOUT / fine) as i32;
        for place in about {
            places.extend((-around..=around).map(|i| place + f64::from(i) * fine));
        }
        places.sort_by(f64::total_cmp);
        Self { places }
    }

    /// The counts there, in order.
    pub fn counts(&self, samples: u64, agreement: f64) -> Vec<u64> {
        let n = samples as f64;
        let deviation = (n * agreement * (1.0 - agreement)).sqrt();
        let count = |place: &f64| (n * agreement + place * deviation).round().clamp(0.0, n) as u64;
        let mut counts: Vec<u64> = self.places.iter().map(count).collect();
        counts.dedup();
        counts
    }
}

/// The line Y − T·r, at least M on some interval of r.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// T.
    pub fall: Interval,
    /// Y.
    pub value: Interval,
    /// The right end of the interval.
    pub to: f64,
}

/// A price with a bound of M at it.
#[derive(Debug, Clone, Copy)]
struct Point {
    price: f64,
    most: f64,
}

/// Lines that cover M from above: their T fall strictly, the first has T = 1, the last T = Y = 0.
pub fn lines(piece: &Piece<'_, '_>, grid: &Grid) -> Option<Vec<Line>> {
    let points = points(piece, grid)?;
    let chord = |a: Point, b: Point| {
        let run = Interval::point(b.price) - Interval::point(a.price);
        let fall = (Interval::point(a.most) - Interval::point(b.most)) / run;
        Line {
            fall,
            value: Interval::point(b.most) + fall * Interval::point(b.price),
            to: b.price,
        }
    };
    // A chord over more than one step is as good a bound: points that are not below it go.
    let mut kept: Vec<Point> = Vec::new();
    let mut chords: Vec<Line> = Vec::new();
    for point in points {
        while let Some(last) = kept.last().copied() {
            let next = chord(last, point);
            let steeper = chords.last().map_or(Interval::ONE, |line| line.fall);
            if next.fall.upper() < steeper.lower() && next.fall.lower() > 0.0 {
                chords.push(next);
                break;
            }
            kept.pop();
            chords.pop();
        }
        kept.push(point);
    }
    let first = kept.first()?;
    // E(r − x)₊ = M(r) − λ + r rises with r.
    let start = Line {
        fall: Interval::ONE,
        value: Interval::point(first.most) + Interval::point(first.price),
        to: first.price,
    };
    let end = Line {
        fall: Interval::ZERO,
        value: Interval::ZERO,
        to: f64::INFINITY,
    };
    let mut all = vec![start];
    all.extend(chords);
    all.push(end);
    Some(all)
}

/// Prices in order with bounds of M; at the last M = 0.
fn points(piece: &Piece<'_, '_>, grid: &Grid) -> Option<Vec<Point>> {
    let n = piece.samples as f64;
    let q = piece.at;
    let deviation = (n * q.midpoint() * (1.0 - q.midpoint())).sqrt();
    let counts = grid.counts(piece.samples, q.midpoint());
    let tails = Tails::new(piece, &counts)?;
    let mut points: Vec<Point> = Vec::with_capacity(counts.len() + 1);
    for (i, count) in counts.iter().enumerate() {
        let Some(point) = tails.point(piece, i, *count, deviation) else {
            continue;
        };
        if points.last().is_none_or(|last| last.price < point.price) {
            points.push(point);
        }
    }
    let constant = constant(piece);
    let all = Interval::point(n) * (Interval::ONE - piece.agreement);
    let end = (constant + piece.incentive * all).upper();
    if points.last()?.price < end {
        points.push(Point {
            price: end,
            most: 0.0,
        });
    }
    Some(points)
}

/// λ + Σν.
fn constant(piece: &Piece<'_, '_>) -> Interval {
    let prices = piece.deviations.iter().map(|d| Interval::point(d.price));
    piece.participation + prices.sum::<Interval>()
}

/// Tails at the centre, at η₀ and at each deviation.
struct Tails {
    here: Vec<(Interval, Interval)>,
    there: Vec<Vec<Interval>>,
}

impl Tails {
    fn new(piece: &Piece<'_, '_>, counts: &[u64]) -> Option<Self> {
        let here = tails(piece.samples, piece.at, counts)?;
        let there = piece
            .deviations
            .iter()
            .map(|deviation| {
                let each = tails(piece.samples, deviation.agreement, counts)?;
                Some(each.into_iter().map(|(tail, _)| tail).collect())
            })
            .collect::<Option<_>>()?;
        Some(Self { here, there })
    }

    /// The price that is reached at a count at the centre, and a bound of M there on the piece.
    fn point(&self, piece: &Piece<'_, '_>, i: usize, count: u64, deviation: f64) -> Option<Point> {
        let n = Interval::point(piece.samples as f64);
        let one = Interval::ONE;
        let (q, beta) = (piece.at, piece.incentive);
        let distance = Interval::point(count as f64) - n * q;
        let constant = constant(piece);
        let mut price = constant + beta * distance;
        for d in &piece.deviations {
            price = price - Interval::point(d.price) * d.at_centre.at(distance);
        }
        let reached = price.midpoint();
        let off = (price - Interval::point(reached)).magnitude();
        let level = Interval::point(reached);
        let (tail, slope) = self.here[i];
        let mut value = (constant - level) * tail + beta * q * (one - q) * slope;
        for (d, there) in piece.deviations.iter().zip(&self.there) {
            value = value - Interval::point(d.price) * there[i];
        }
        let drift = drift(piece, reached, distance, deviation)?;
        let most = (value + Interval::point(off) + Interval::point(drift)).upper();
        (reached.is_finite() && most.is_finite()).then_some(Point {
            price: reached,
            most: most.max(0.0),
        })
    }
}

/// How much M(r) may rise from the centre to the ends of the piece.
fn drift(piece: &Piece<'_, '_>, reached: f64, distance: Interval, deviation: f64) -> Option<f64> {
    let reach = piece.efforts - Interval::point(piece.centre);
    let reach = reach.magnitude();
    if reach == 0.0 {
        return Some(0.0);
    }
    let (q, beta) = (piece.agreement, piece.incentive);
    let p = Interval::ONE - q;
    let constant = constant(piece);
    let at = |distance: f64| {
        let distance = Interval::point(distance);
        piece
            .deviations
            .iter()
            .fold(constant + beta * distance, |sum, d| {
                sum - Interval::point(d.price) * d.on_piece.at(distance)
            })
    };
    let (low, high) = STRAYS.iter().find_map(|(share, counts)| {
        let stray = share * deviation + counts;
        let (low, high) = (distance.lower() - stray, distance.upper() + stray + 1.0);
        let holds = at(low).upper() < reached && at(high - 1.0).lower() > reached;
        holds.then_some((low, high))
    })?;
    let density = most_density(piece.samples, q, Interval::new(low, high)?)?;
    let mut bracket = beta * p;
    for d in &piece.deviations {
        let ratio = Interval::point(d.price) * d.on_piece.at(Interval::point(low));
        let stays = if d.stays {
            Interval::ONE
        } else {
            Interval::ZERO
        };
        bracket = bracket + ratio * (d.on_piece.growth + stays);
    }
    let most = bracket.upper().max((beta * q).upper()).max(0.0);
    let drift =
        Interval::point(reach) * piece.rate * Interval::point(density) * Interval::point(most);
    Some(drift.upper())
}

/// The largest dP(S ≥ k)/dq = k·P(S = k)/q with k − nq in an interval.
fn most_density(samples: u64, q: Interval, distance: Interval) -> Option<f64> {
    let n = Interval::point(samples as f64);
    let p = Interval::ONE - q;
    let count = n * q + distance;
    let all = Interval::new(1.0, samples as f64)?;
    let Some(count) = count.intersection(all) else {
        return Some(0.0);
    };
    // n·KL(k/n, q) = n·[q·E(y/(nq)) + p·E(−y/(np))], E(t) = (1+t)·ln(1+t) − t.
    let part = |share: Interval| Some((distance / (n * share)).entropy_excess()?.lower());
    let mut divergence = Interval::ZERO;
    if let Some(part) = part(q) {
        divergence = divergence + n * q * Interval::point(part);
    }
    let mirrored = (-distance / (n * p)).entropy_excess();
    if let Some(part) = mirrored {
        divergence = divergence + n * p * Interval::point(part.lower());
    }
    let at_most = (-divergence).exp() * count / q;
    let rest = n - count;
    let mut most = at_most.upper();
    if rest.lower() >= 1.0 {
        // P(S = k) ≤ √(n/(2πk(n−k)))·e^(−n·KL), by Robbins' bounds of the factorials.
        let two_pi = Interval::point(2.0) * Interval::around(std::f64::consts::PI);
        let width = (n / (two_pi * count * rest)).sqrt()?;
        most = most.min((at_most * width).upper());
    }
    Some(most)
}
