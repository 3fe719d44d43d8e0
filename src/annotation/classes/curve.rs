//! How labels of a given care agree: the agreement curve that a model file takes.
//!
//! Against an expert q(η) = q(0) + η(q(1) − q(0)); with oneself and with peers the last power is
//! η². q(0) is what careless labels agree by chance. If they follow the margin of all labels it is
//! that margin's; but a habit may be any law, and where agreements contradict that level it has to
//! be taken from the agreements themselves. With an expert and the best annotators careful, the
//! pooled agreement is S = ēq(1) + (1 − ē)q(0), ē the mean effort and q(1) the agreement of the
//! best.

use super::association::Association;
use super::judged::Judged;
use super::scale::Scale;
use super::summary::Curve;
use crate::annotation::basis::Scheme;
use crate::annotation::interval::Interval;
use crate::numerics::normal;

/// The curve, or why there is none.
pub(super) fn curve(judged: &Judged<'_>, scale: &Scale) -> Result<Curve, String> {
    let chance = judged.space.by_chance();
    let parts: Vec<Association> = (judged.whole.iter().zip(judged.flagged))
        .filter(|(_, flagged)| !**flagged)
        .filter_map(|(a, _)| a.of(judged.scheme))
        .collect();
    let low = below(&parts, chance, judged.level);
    if low == 0 {
        let most = (1.0 - chance).max(0.0);
        return Ok(Curve {
            careless: Interval::known(chance),
            gain: scale.d.map(|d| d.min(most)),
            careful: scale.d.map(|d| chance + d.min(most)),
            measured: false,
        });
    }
    let refuted = format!(
        "labels that ignore the item would agree on {chance:.3} if they followed the margin of all labels, but {low} of {} annotators agree on less by more than chance: they have habits of their own",
        parts.len()
    );
    match scale.best {
        Some(best) if judged.scheme == Scheme::Expert => {
            from_best(&parts, scale.d, best, judged.level)
                .map_err(|why| format!("{refuted}, {why}"))
        }
        _ => Err(format!(
            "{refuted}, and what careless labels agree is not known by this scheme"
        )),
    }
}

/// An agreement of careless labels whose interval is wider than this is no ground for terms.
const WIDE: f64 = 0.3;

/// How many annotators agree less than `chance`, beyond what is drawn by chance from any of them.
fn below(parts: &[Association], chance: f64, level: f64) -> usize {
    let z = normal::quantile(1.0 - 0.5 * (1.0 - level) / parts.len().max(1) as f64);
    let low = parts.iter().filter(|x| {
        let drawn = (chance * (1.0 - chance) / x.clusters.max(1) as f64).sqrt();
        x.share + z * x.share_error.max(drawn) < chance
    });
    low.count()
}

/// The curve from the pooled agreement and that of the best.
fn from_best(
    parts: &[Association],
    d: Interval,
    [best, best_error]: [f64; 2],
    level: f64,
) -> Result<Curve, String> {
    let z = normal::quantile(0.5 * (1.0 + level));
    let [mut w, mut share, mut value, mut share_square, mut square] = [0.0; 5];
    for x in parts {
        let n = x.items as f64;
        w += n;
        share += n * x.share;
        value += n * x.value;
        share_square += (n * x.share_error).powi(2);
        square += (n * x.error).powi(2);
    }
    let (share, value) = (share / w, value / w);
    let errors = z * (share_square.sqrt() / w + best_error);
    // The mean effort, by which q(0) falls.
    let effort = value / d.estimate;
    let of_scale = 0.5 * libm::log(d.upper / d.lower);
    let spread = (z * square.sqrt() / w / d.estimate).hypot(effort * of_scale);
    let careless = |effort: f64| (share - effort * best) / (1.0 - effort);
    let ends = [effort + spread, effort - spread].map(|e| e.clamp(0.0, 1.0));
    let known = effort > 0.0 && effort < 1.0 && best > share && share.is_finite();
    let value = careless(effort);
    let careless = Interval {
        estimate: value,
        lower: if ends[0] < 1.0 {
            careless(ends[0]) - errors / (1.0 - ends[0])
        } else {
            0.0
        },
        upper: careless(ends[1]) + errors / (1.0 - ends[1]),
    }
    .map(|q| q.clamp(0.0, 1.0));
    let gain = Interval {
        estimate: best - value,
        lower: best - careless.upper - z * best_error,
        upper: best - careless.lower + z * best_error,
    };
    let careful = Interval {
        estimate: best,
        lower: best - z * best_error,
        upper: best + z * best_error,
    };
    if !known || !(0.0..=1.0).contains(&value) {
        return Err("and the best agree no better than all together, so that what careless labels agree is not known".into());
    }
    if careless.upper - careless.lower > WIDE || careless.upper >= careful.lower {
        return Err(format!(
            "and too few labels say what careless ones agree: anything from {:.3} to {:.3}",
            careless.lower, careless.upper
        ));
    }
    Ok(Curve {
        careless,
        gain: gain.map(|g| g.clamp(0.0, 1.0)),
        careful: careful.map(|q| q.clamp(0.0, 1.0)),
        measured: true,
    })
}
