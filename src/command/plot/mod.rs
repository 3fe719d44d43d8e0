//! `firstbest plot`: curves of one's own in the figures' style.

pub(super) mod error;
mod files;

use super::contract_names::{ContractName, ThresholdName};
use super::distinct::distinct;
use super::error::CommandError;
use super::print::{Outcome, print, print_json};
use crate::contract::Class;
use crate::curves::gap_figure::{self, Described};
use crate::curves::{
    CurveError, GapCurve, Kind, Scale, file_names, gaps, records, shape_figure, shapes, table,
};
use crate::input::SampleGrid;
use crate::model::Model;
use crate::plot::figure::Width;
use crate::print::files::FileError;
use crate::print::label::Label;
use crate::print::table::Table;
use crate::sweep::read_records;
use clap::ValueEnum;
use error::Error;
use files::{format, write};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Draw gaps, brackets, efforts, pay or best replies of models, or the lines of a sweep.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to draw.
    #[arg(value_enum)]
    kind: KindName,
    /// Model files (TOML).
    #[arg(required_unless_present = "from", conflicts_with = "from")]
    models: Vec<PathBuf>,
    /// Draw what `firstbest sweep` wrote to this file instead of computing (not pay and replies).
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Picture to write, .svg, .pdf or .png; may be given several times. The numbers go to a .csv
    /// beside it.
    #[arg(long, required = true, value_name = "FILE")]
    out: Vec<PathBuf>,
    /// Classes of contracts, separated by commas (default: binary,linear,general; with --from: all
    /// there are).
    #[arg(long, value_enum, value_delimiter = ',')]
    contract: Vec<ContractName>,
    /// Numbers of monitored samples: a list (100,400) or a logarithmic grid (1e2..1e12:21).
    #[arg(long, required_unless_present = "from", conflicts_with = "from")]
    samples: Option<String>,
    /// Whether a bonus may be paid by chance at one count.
    #[arg(long, value_enum, default_value_t = ThresholdName::Deterministic)]
    threshold: ThresholdName,
    /// Numbers of bonuses of tiered contracts, separated by commas.
    #[arg(long, value_delimiter = ',', default_values_t = [2])]
    tiers: Vec<u32>,
    /// Name of a model in the legend, once a model in their order; mathematics stands between
    /// dollar signs.
    #[arg(long, value_name = "NAME", conflicts_with = "from")]
    label: Vec<String>,
    /// What a scaled gap is divided by: the leading term of the class's own theorem, or K_lin/n for
    /// every class.
    #[arg(long, value_enum, value_name = "RATE")]
    over: Option<OverName>,
    /// Leave out the proofs: estimates only, some ten times faster.
    #[arg(long)]
    estimate: bool,
    /// Width: one column of a journal's page (3.25 in) or two (6.75 in).
    #[arg(long, value_enum)]
    width: Option<WidthName>,
    /// Print one JSON document: the files written and the note.
    #[arg(long)]
    json: bool,
}

/// Kinds of figures on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindName {
    /// Gap to the first best over samples.
    Gap,
    /// Gap over the leading term of its rate.
    Scaled,
    /// Proved brackets as bands, and how wide they are.
    Brackets,
    /// Effort that the contract brings about.
    Effort,
    /// Pay by the number of agreements.
    Pay,
    /// The annotator's payoff by effort.
    Replies,
}

/// Rates on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OverName {
    /// K_bin/√(n log n) for one bonus, K_lin/n otherwise.
    Own,
    /// K_lin/n.
    Linear,
}

/// Widths on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum WidthName {
    /// 3.25 in.
    One,
    /// 6.75 in.
    Two,
}

impl Args {
    fn kind(&self) -> Kind {
        match self.kind {
            KindName::Gap => Kind::Gap,
            KindName::Scaled => Kind::Scaled(match self.over {
                None | Some(OverName::Own) => Scale::Own,
                Some(OverName::Linear) => Scale::Linear,
            }),
            KindName::Brackets => Kind::Brackets,
            KindName::Effort => Kind::Effort,
            KindName::Pay => Kind::Pay,
            KindName::Replies => Kind::Replies,
        }
    }

    fn classes(&self, otherwise: &[ContractName]) -> Vec<Class> {
        let names = match self.contract.as_slice() {
            [] => otherwise,
            names => names,
        };
        let classes = names.iter();
        classes
            .flat_map(|name| name.classes(self.threshold, &self.tiers))
            .collect()
    }

    /// Refuses what would be ignored.
    fn check(&self) -> Result<(), Error> {
        let kind = || {
            let value = self.kind.to_possible_value();
            value.map_or_else(String::new, |value| value.get_name().to_owned())
        };
        let refuse = |option, allowed| {
            Err(Error::Option {
                option,
                kind: kind(),
                allowed,
            })
        };
        let shape = matches!(self.kind, KindName::Pay | KindName::Replies);
        if self.over.is_some() && self.kind != KindName::Scaled {
            return refuse("--over", "with `plot scaled`");
        }
        if self.from.is_some() && shape {
            return refuse("--from", "model files and --samples");
        }
        if self.estimate && self.kind == KindName::Brackets {
            return refuse("--estimate", "with `plot gap` and `plot scaled`");
        }
        if !self.label.is_empty() && self.label.len() != self.models.len() {
            return Err(Error::Labels {
                labels: self.label.len(),
                models: self.models.len(),
            });
        }
        for label in &self.label {
            Label::parse(label).map_err(CurveError::from)?;
        }
        for path in &self.out {
            format(path)?;
        }
        Ok(())
    }

    fn models(&self) -> Result<Vec<(String, Model)>, CommandError> {
        let written: Vec<String> = self
            .models
            .iter()
            .map(|p| p.display().to_string())
            .collect();
        let names = match self.label.as_slice() {
            [] => file_names(&written.iter().map(String::as_str).collect::<Vec<_>>()),
            labels => labels.to_vec(),
        };
        let models = names.into_iter().zip(&self.models);
        models
            .map(|(name, path)| Ok((name, Model::read(path)?)))
            .collect()
    }
}

/// Classes drawn where none is named.
const CLASSES: [ContractName; 3] = [
    ContractName::Binary,
    ContractName::Linear,
    ContractName::General,
];

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    args.check()?;
    let read = args.models.iter().chain(&args.from);
    let read: Vec<Option<&Path>> = read.map(|path| Some(path.as_path())).collect();
    let written: Vec<Option<&Path>> = args.out.iter().map(|path| Some(path.as_path())).collect();
    distinct(&read, &written)?;
    let kind = args.kind();
    let width = args.width.map(|width| match width {
        WidthName::One => Width::OneColumn,
        WidthName::Two => Width::TwoColumns,
    });
    let (described, numbers) = match kind {
        Kind::Pay | Kind::Replies => shape(args, kind, width)?,
        _ => gap(args, kind, width)?,
    };
    let drawing = described.figure.draw().map_err(Error::from)?;
    let written = write(&args.out, &drawing, &numbers)?;
    let note = Label::parse(&described.note)
        .map_err(CurveError::from)
        .map_err(Error::from)?
        .plain();
    if args.json {
        print_json(&Document {
            files: &written,
            note: &note,
        })?;
    } else {
        print(&format!("wrote {}\n{note}", written.join(", ")))?;
    }
    Ok(Outcome::Done)
}

/// What `--json` prints.
#[derive(Serialize)]
struct Document<'a> {
    files: &'a [String],
    note: &'a str,
}

/// A figure over n.
fn gap(args: &Args, kind: Kind, width: Option<Width>) -> Result<(Described, Table), CommandError> {
    let curves = match &args.from {
        Some(file) => read(file, &args.classes(&[]))?,
        None => {
            let samples: SampleGrid = args.samples.as_deref().unwrap_or_default().parse()?;
            // An effort has no bracket.
            let prove = !args.estimate && kind != Kind::Effort;
            let classes = args.classes(&CLASSES);
            gaps::compute(&args.models()?, &classes, samples.samples(), prove)
                .map_err(Error::from)?
        }
    };
    let scale = match kind {
        Kind::Scaled(scale) => Some(scale),
        _ => None,
    };
    let described = gap_figure::draw(kind, &curves, width).map_err(Error::from)?;
    let numbers = table::gaps(&curves, scale).map_err(Error::from)?;
    Ok((described, numbers))
}

/// Curves of a sweep: those of the classes asked for, or all.
fn read(file: &Path, classes: &[Class]) -> Result<Vec<GapCurve>, CommandError> {
    let text = std::fs::read_to_string(file).map_err(|cause| FileError::Read {
        path: file.to_owned(),
        cause,
    })?;
    let (lines, _) = read_records(&text).map_err(|cause| Error::Records {
        file: file.to_owned(),
        cause,
    })?;
    let found = records::read(&lines).map_err(Error::from)?;
    if found.errors > 0 {
        tell!(
            "{} points of the sweep have no contract and are left out",
            found.errors
        );
    }
    let wanted: Vec<String> = classes
        .iter()
        .map(|class| gaps::class_name(*class))
        .collect();
    let mut curves = found.curves;
    curves.retain(|curve| wanted.is_empty() || wanted.contains(&curve.class));
    if curves.is_empty() {
        return Err(Error::from(CurveError::Nothing {
            kind: "--from",
            reason:
                "the file holds no contract of the classes asked for; allowed: --contract with \
                     classes of the sweep"
                    .to_owned(),
        })
        .into());
    }
    Ok(curves)
}

/// A figure of contracts from near.
fn shape(
    args: &Args,
    kind: Kind,
    width: Option<Width>,
) -> Result<(Described, Table), CommandError> {
    let samples: SampleGrid = args.samples.as_deref().unwrap_or_default().parse()?;
    let models = args.models()?;
    let found = shapes::contracts(&models, &args.classes(&CLASSES), samples.samples())
        .map_err(Error::from)?;
    let both = match kind {
        Kind::Pay => shape_figure::pay(&found, width).and_then(|d| Ok((d, table::pay(&found)?))),
        _ => {
            let described = shape_figure::replies(&found, width);
            described.and_then(|d| Ok((d, table::replies(&found)?)))
        }
    };
    Ok(both.map_err(Error::from)?)
}
