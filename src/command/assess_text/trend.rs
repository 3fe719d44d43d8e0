//! An assessment period by period.

use super::range;
use crate::annotation::interval::Interval;
use crate::annotation::trend::PeriodReport;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Periods one under the other; of single annotators those that moved.
pub(super) fn over_time(trend: &[PeriodReport]) -> String {
    let mut out = String::from("\nOver time (each period by itself, κ as above)\n");
    let _ = writeln!(
        out,
        "  {:<12} {:>8}  {:<20}  median effort",
        "period", "rows", "agreement (pooled)"
    );
    for p in trend {
        let mut efforts: Vec<f64> = p.efforts.iter().map(|e| e.1.estimate).collect();
        efforts.sort_by(f64::total_cmp);
        let median = efforts.get(efforts.len() / 2);
        let _ = writeln!(
            out,
            "  {:<12} {:>8}  {:<20}  {}",
            p.period,
            p.rows,
            p.agreement.map_or("—".into(), |s| range(&s.share)),
            median.map_or("—".into(), |m| format!("{m:.3} of {}", efforts.len()))
        );
    }
    let mut first: BTreeMap<&str, (&str, Interval)> = BTreeMap::new();
    for p in trend {
        for (name, effort) in &p.efforts {
            let (since, before) = *first.entry(name).or_insert((&p.period, *effort));
            // Intervals that do not meet: more than chance moves.
            if effort.upper < before.lower || effort.lower > before.upper {
                let way = if effort.estimate < before.estimate {
                    "fell"
                } else {
                    "rose"
                };
                let _ = writeln!(
                    out,
                    "  {name}: effort {way} from {} in {since} to {} in {}",
                    range(&before),
                    range(effort),
                    p.period
                );
                first.insert(name, (&p.period, *effort));
            }
        }
    }
    out
}
