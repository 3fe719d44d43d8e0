//! `--check`: the same files made elsewhere and compared byte for byte.

use super::{Job, Production};
use crate::command::error::CommandError;
use crate::command::print::{Outcome, print_json};
use crate::numerics::with_threads;
use crate::paper::document::Document;
use crate::paper::documents::DOCUMENTS;
use crate::paper::evidence::outputs;
use crate::paper::manifest::{self, Manifest};
use crate::print::files::{self, FileError};
use crate::theorem::REGISTRY;
use serde::Serialize;
use std::collections::BTreeSet;

/// How a file differs.
#[derive(Debug, PartialEq, Serialize)]
struct Difference {
    #[serde(rename = "file")]
    path: String,
    problem: String,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Compared<'a> {
    files: usize,
    differences: &'a [Difference],
}

pub(super) fn run(job: Job<'_>, jobs: usize, json: bool) -> Result<Outcome, CommandError> {
    let folder = tempfile::tempdir().map_err(|cause| FileError::Folder {
        folder: std::env::temp_dir(),
        cause,
    })?;
    let job = Job {
        made: folder.path(),
        varied: false,
        force: true,
        ..job
    };
    let production = with_threads(jobs, || job.run())??;
    let whole = job.theorems.len() == REGISTRY.len();
    let paths = wanted(&production, &job, whole)?;
    let mut differences: Vec<Difference> = production
        .documents
        .iter()
        .filter_map(|made| {
            made.problem.as_ref().map(|problem| Difference {
                path: made.document.outputs.join(", "),
                problem: format!("could not be made: {problem}"),
            })
        })
        .collect();
    let mut same = 0_usize;
    for path in &paths {
        let there = files::read(&job.root.join(path))?;
        let made = files::read(&job.made.join(path))?;
        match compare(there.as_deref(), made.as_deref()) {
            None => same += 1,
            Some(problem) => differences.push(Difference {
                path: path.clone(),
                problem,
            }),
        }
    }
    for difference in &differences {
        job.bars
            .say(&format!("{} {}", difference.path, difference.problem));
    }
    job.bars.say(&format!(
        "check: {} of {} files are byte for byte as made anew",
        same,
        paths.len()
    ));
    if json {
        print_json(&Compared {
            files: paths.len(),
            differences: &differences,
        })?;
    }
    Ok(if differences.is_empty() {
        Outcome::Done
    } else {
        Outcome::ClaimFailed
    })
}

/// What was made, and, where everything was, what the manifest says was made before.
fn wanted(
    production: &Production,
    job: &Job<'_>,
    whole: bool,
) -> Result<BTreeSet<String>, CommandError> {
    let mut paths: BTreeSet<String> = production
        .theorems
        .iter()
        .flat_map(|made| outputs(made.theorem.stem))
        .collect();
    for study in &production.real {
        paths.extend(study.outputs.iter().map(|path| (*path).to_owned()));
    }
    for made in &production.documents {
        paths.extend(made.document.outputs.iter().map(|path| (*path).to_owned()));
    }
    if whole {
        paths.insert(manifest::PATH.to_owned());
        if let Some(old) = Manifest::read(job.root)? {
            let theorems = old.theorems.into_iter().map(|record| record.outputs);
            let documents = old.documents.into_iter().map(|record| record.outputs);
            paths.extend(theorems.chain(documents).flat_map(|made| made.into_keys()));
        }
    }
    // What was not made cannot be compared; what could not be made is told already.
    let made = |document: &Document| {
        let mut all = production.documents.iter();
        all.any(|made| made.document.name == document.name && made.problem.is_none())
    };
    for document in DOCUMENTS.iter().filter(|document| !made(document)) {
        for path in document.outputs {
            paths.remove(*path);
        }
    }
    Ok(paths)
}

/// How a file that is there differs from the one made anew.
fn compare(there: Option<&[u8]>, made: Option<&[u8]>) -> Option<String> {
    match (there, made) {
        (None, None) => None,
        (None, Some(_)) => Some("is missing".to_owned()),
        (Some(_), None) => Some("is not made any more".to_owned()),
        (Some(there), Some(made)) if there == made => None,
        (Some(there), Some(made)) => {
            let at = there.iter().zip(made).take_while(|(a, b)| a == b).count();
            let line = 1 + there[..at].iter().filter(|byte| **byte == b'\n').count();
            Some(format!("differs from line {line}, byte {} on", at + 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn differences_have_a_place() {
        assert_eq!(compare(Some(b"a\nb"), Some(b"a\nb")), None);
        assert_eq!(
            compare(Some(b"a\nb"), Some(b"a\nc")).as_deref(),
            Some("differs from line 2, byte 3 on")
        );
        assert_eq!(
            compare(Some(b"a"), Some(b"a\n")).as_deref(),
            Some("differs from line 1, byte 2 on")
        );
        assert_eq!(compare(None, Some(b"")).as_deref(), Some("is missing"));
    }
}
