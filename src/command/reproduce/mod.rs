//! `firstbest reproduce`: every figure, table, data file and document of the paper, and proof that
//! they are what is committed.

mod check;
mod documents;
mod lock;
mod make;
mod overlay;
mod place;
mod real;
mod title;
mod view;

use super::error::CommandError;
use super::print::{Outcome, print_json};
use super::progress::Bars;
use super::root;
use crate::numerics::with_threads;
use crate::paper::deposit;
use crate::paper::manifest::TheoremRecord;
use crate::paper::real::{Folder, Study};
use crate::print::cache::{Freshness, Recipe, hash};
use crate::print::files;
use crate::theorem::{self, REGISTRY, Theorem, Verdict};
use overlay::Setting;
use place::Place;
use std::path::{Path, PathBuf};
use title::Title;

/// Make every figure, table, data file and document of the paper.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these theorems (t5,t6 or whole stems), and the documents that show them; `data` names
    /// the files that --data makes.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Set a value of a theorem's parameters, or of its models: t5.kappa=0.6, t5.simulation.seed=7.
    /// Only what depends on it is made anew, in a folder of the run's own (see --out); the files in
    /// `figures` and `paper` stay as they are.
    #[arg(long, value_name = "THEOREM.NAME=VALUE")]
    set: Vec<String>,
    /// The folder that gets `paper/` with the run's files. Without it: the project, or, with --set,
    /// a folder below `target/runs` named after the settings. `--out .` changes the project's own.
    #[arg(long, value_name = "FOLDER", conflicts_with = "check")]
    out: Option<PathBuf>,
    /// Change nothing: make everything in a temporary folder and compare it with `paper`, byte for
    /// byte. Exit status 1 where a file differs.
    #[arg(long, conflicts_with = "force")]
    check: bool,
    /// Leave out what enters no figure or table: the verdicts' exit status. The files are the same.
    #[arg(long)]
    quick: bool,
    /// Make everything anew, up to date or not.
    #[arg(long)]
    force: bool,
    /// Leave out paper/firstbest.pdf, the one file that needs python3 and, the first time, a
    /// network.
    #[arg(long)]
    no_pdf: bool,
    /// Number of threads (0: all processors). The files do not depend on it.
    #[arg(long, default_value_t = 0)]
    jobs: usize,
    /// Make what comes from real labels as well, from this folder of label files
    /// (`benches/studies/fetch_data.py FOLDER` fetches them). Without it those files are taken as
    /// they are committed.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["set", "out"])]
    data: Option<PathBuf>,
    /// Authors of the paper, separated by semicolons. Like --set this makes documents in a folder
    /// of the run's own; with `--out .` in the project.
    #[arg(long, value_name = "NAMES", conflicts_with_all = ["check", "data"])]
    authors: Option<String>,
    /// Date of the paper, in words; empty for none.
    #[arg(long, value_name = "DATE", conflicts_with_all = ["check", "data"])]
    date: Option<String>,
    /// Then pack the project, made files included, with the SHA-256 of every file into this
    /// archive (.tar.gz), for a deposit.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "set", "out", "only", "authors", "date"])]
    archive: Option<PathBuf>,
    /// Root of the project: the folder that holds `figures`.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// What is to be made, from what, and where.
struct Job<'a> {
    theorems: Vec<&'static Theorem>,
    /// Real labels, where they are at hand.
    data: Option<Folder>,
    /// Whether `--only` leaves theorems and documents out.
    only_data: bool,
    settings: Vec<Setting>,
    /// Holds the inputs.
    root: &'a Path,
    /// Gets the outputs: the root, a folder of the run's own, or a temporary one.
    made: &'a Path,
    /// Whether that is another folder with other parameters: what a document cannot say of them is
    /// told and stops nothing.
    varied: bool,
    force: bool,
    no_pdf: bool,
    bars: Bars,
}

/// What became of one theorem.
struct Made {
    theorem: &'static Theorem,
    /// Whether it was made anew, and why or why not.
    anew: bool,
    reason: String,
    verdict: Option<Verdict>,
    record: TheoremRecord,
}

/// What became of everything.
struct Production {
    real: Vec<&'static Study>,
    theorems: Vec<Made>,
    documents: Vec<documents::Made>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    root::check(&args.root)?;
    let names: Vec<String> = match &args.data {
        Some(_) => args
            .only
            .iter()
            .filter(|n| *n != real::ONLY)
            .cloned()
            .collect(),
        None => args.only.clone(),
    };
    let only_data = names.is_empty() && !args.only.is_empty();
    let mut theorems = if only_data {
        Vec::new()
    } else {
        select(&names)?
    };
    let data = match &args.data {
        Some(folder) => Some(real::folder(folder, &args.root)?),
        None => None,
    };
    let settings = args
        .set
        .iter()
        .map(|written| Setting::parse(written))
        .collect::<Result<Vec<_>, _>>()?;
    for setting in &settings {
        if !theorems.iter().any(|theorem| setting.concerns(theorem)) {
            return Err(CommandError::Setting {
                written: setting.written.clone(),
                problem: "--only leaves this theorem out".to_owned(),
            });
        }
    }
    let title = Title {
        authors: args.authors.as_deref(),
        date: args.date.as_deref(),
    };
    let place = Place::of(&args.root, args.out.as_deref(), &settings, &title);
    if place.elsewhere && args.only.is_empty() && !(settings.is_empty() && title.is_empty()) {
        // The others are taken as the project has them.
        theorems.retain(|theorem| settings.iter().any(|setting| setting.concerns(theorem)));
    }
    let job = Job {
        theorems,
        data,
        only_data,
        varied: place.elsewhere && !settings.is_empty(),
        settings,
        root: &args.root,
        made: &place.folder,
        force: args.force,
        no_pdf: args.no_pdf,
        bars: Bars::new(),
    };
    if args.check {
        return check::run(job, args.jobs, args.json);
    }
    let _lock = lock::take(&place.folder)?;
    place.lay(&args.root)?;
    title.write(&place.folder)?;
    let production = with_threads(args.jobs, || job.run())??;
    if place.elsewhere {
        let folder = place.folder.join("paper");
        job.bars
            .say(&format!("the files are in {}", folder.display()));
    }
    if let Some(file) = &args.archive {
        let bytes = deposit::archive(&args.root)?;
        files::write(file, &bytes)?;
        let name = file.display();
        job.bars.say(&format!("{name}: sha256 {}", hash(&bytes)));
    }
    if args.json {
        print_json(&production.view())?;
    }
    let failed = production.theorems.iter().any(|made| {
        made.verdict
            .is_some_and(|verdict| verdict != Verdict::Holds)
    });
    let unmade = production
        .documents
        .iter()
        .any(|made| made.problem.is_some());
    Ok(if (unmade && !job.varied) || (failed && !args.quick) {
        Outcome::ClaimFailed
    } else {
        Outcome::Done
    })
}

/// Whether something is up to date.
struct State {
    /// Where that is recorded.
    stamp: PathBuf,
    /// Why it is made anew, or that it is not.
    reason: String,
    anew: bool,
}

impl Job<'_> {
    /// Compares a recipe with its stamp, and says what follows.
    fn state(&self, recipe: &Recipe, name: &str, stem: &str) -> Result<State, CommandError> {
        let stamp = self.made.join(format!("paper/.stamps/{stem}.toml"));
        let freshness = match self.force {
            true => None,
            false => Some(recipe.check(self.made, &stamp)?),
        };
        let reason = match &freshness {
            None => "asked for anew".to_owned(),
            Some(Freshness::Stale(reason)) => reason.to_string(),
            Some(Freshness::UpToDate) => recipe.hit(),
        };
        self.bars.say(&format!("{name}: {reason}"));
        Ok(State {
            stamp,
            reason,
            anew: freshness != Some(Freshness::UpToDate),
        })
    }

    /// Makes the theorems' files, then what depends on all of them. Each theorem is recorded as
    /// soon as it is done, so an interrupted run is resumed by the next.
    fn run(&self) -> Result<Production, CommandError> {
        // Other values leave documents out; the project's own have to have all of them.
        if !self.varied && !self.only_data {
            for theorem in &self.theorems {
                self.fits_the_paper(theorem)?;
            }
        }
        // Theorems read some of them.
        let real = self.real()?;
        let theorems = self
            .theorems
            .iter()
            .map(|theorem| self.theorem(theorem))
            .collect::<Result<Vec<_>, _>>()?;
        let documents = if self.only_data {
            Vec::new()
        } else {
            self.documents(&theorems)?
        };
        Ok(Production {
            real,
            theorems,
            documents,
        })
    }
}

/// The theorems asked for, in the order of the registry; all of them where none is named.
pub(super) fn select(names: &[String]) -> Result<Vec<&'static Theorem>, CommandError> {
    for name in names {
        if theorem::find(name).is_none() {
            return Err(CommandError::UnknownTheorem {
                written: name.clone(),
                known: REGISTRY
                    .iter()
                    .map(|theorem| theorem.id)
                    .collect::<Vec<_>>()
                    .join(", "),
            });
        }
    }
    Ok(REGISTRY
        .iter()
        .filter(|theorem| {
            names.is_empty()
                || names
                    .iter()
                    .any(|name| name == theorem.id || name == theorem.stem)
        })
        .collect())
}
