//! An assessment period by period.

use super::range::range;
use crate::annotation::interval::Interval;
use crate::annotation::trend::{PeriodReport, differs, median};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Periods one under the other; of single annotators those that moved.
pub(super) fn over_time(trend: &[PeriodReport], level: f64) -> String {
    let mut out = String::from("\nOver time (each period by itself, κ as above)\n");
    let _ = writeln!(
        out,
        "  {:<12} {:>8}  {:<20}  {:<20}  annotators",
        "period", "rows", "agreement (pooled)", "median effort"
    );
    for p in trend {
        let efforts = p.efforts.iter().map(|e| e.1.estimate).collect();
        let _ = writeln!(
            out,
            "  {:<12} {:>8}  {:<20}  {:<20}  {}",
            p.period,
            p.rows,
            p.agreement.map_or("—".into(), |s| range(&s.share)),
            median(efforts, level).map_or("—".into(), |m| range(&m)),
            p.efforts.len()
        );
    }
    let percent = 100.0 * level;
    match differs(trend, level) {
        Some(true) => {
            let _ = writeln!(
                out,
                "  Agreement differs between the periods by more than chance ({percent}%): people changed, or who labelled did, or the items."
            );
        }
        Some(false) => {
            let _ = writeln!(
                out,
                "  Agreement differs between the periods by no more than chance ({percent}%): nothing here says that care changed."
            );
        }
        None => {}
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
