//! `cargo bench --bench assess_labels`: reading and assessing 10^7 labels, time and peak memory.
//!
//! The processor time stands beside the time on the clock, because on a busy machine the latter
//! says little. A plain program: one run of half a minute is no case for sampling. Peak memory is
//! what Linux counts for this process (VmHWM), so the file is written by streaming and nothing else
//! is kept. Fails above 30 s or 1 GiB.

use firstbest::annotation::assess::assess;
use firstbest::annotation::basis::Basis;
use firstbest::annotation::label_model::efforts;
use firstbest::annotation::label_model::{Plan, Preferences};
use firstbest::annotation::question::Question;
use firstbest::labels::ReadOptions;
use firstbest::labels::read_labels;
use std::io::{BufWriter, Write};
use std::time::Instant;

const SECONDS: f64 = 30.0;
const MEBIBYTES: f64 = 1024.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("labels.csv");
    let plan = Plan {
        preferences: Preferences {
            kappa: 0.8,
            shared: 1.0,
        },
        items: 1_000_000,
        samples: 5_000,
        repeats: true,
        gold: true,
        seed: 1,
    };
    let efforts = efforts(1_000, 0.7, 6.0, 1);
    let mut out = BufWriter::new(std::fs::File::create(&path)?);
    writeln!(out, "item,annotator,label,gold")?;
    plan.labels(&efforts, |l| {
        let gold = u8::from(l.gold == Some(true));
        writeln!(
            out,
            "i{},a{},{},{gold}",
            l.item,
            l.annotator,
            u8::from(l.label)
        )
    })?;
    out.flush()?;
    let mut good = true;
    for basis in [
        Basis::Both,
        Basis::Expert,
        Basis::SelfConsistency,
        Basis::Peers,
    ] {
        let (start, before) = (Instant::now(), processor_seconds());
        let (table, _) = read_labels(&path, &ReadOptions::default())?;
        let read = start.elapsed().as_secs_f64();
        let question = Question {
            scheme: Some(basis),
            ..Default::default()
        };
        let assessment = assess(&table, &question)?;
        let all = start.elapsed().as_secs_f64();
        let memory = peak_mebibytes();
        let spent = processor_seconds()
            .zip(before)
            .map(|(now, then)| now - then);
        println!(
            "{:<16} {} labels, {} annotators: read {read:.1} s, in all {all:.1} s ({} s of processor), peak {} MiB",
            basis.name(),
            table.rows(),
            assessment.annotators.len(),
            spent.map_or("?".into(), |s| format!("{s:.1}")),
            memory.map_or("?".into(), |m| format!("{m:.0}")),
        );
        good &= all < SECONDS && memory.is_none_or(|m| m < MEBIBYTES);
    }
    if good {
        Ok(())
    } else {
        Err(format!("more than {SECONDS} s or {MEBIBYTES} MiB").into())
    }
}

fn peak_mebibytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

/// User and system time of this process; Linux counts it in hundredths of a second.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, in brackets, may hold spaces.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}
