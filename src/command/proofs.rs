//! `firstbest proofs`: the generated parts of the folder `proofs`.

use super::error::CommandError;
use super::print::{Outcome, print, print_json};
use crate::input::InputError;
use crate::print::files::{self, Written};
use crate::proof::status::Status;
use crate::proof::{generated, table};
use serde::Serialize;
use std::path::PathBuf;

/// Write the certificates that Coq checks, and the table of what is proved.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only say which files differ from what this program makes.
    #[arg(long)]
    check: bool,
    /// Only these certificates (Lower_A,Upper_A: names of files in proofs/generated), and the
    /// table.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    only: Vec<String>,
    /// Root of the project: the folder that holds `proofs`.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Document<'a> {
    files: usize,
    changed: &'a [&'a str],
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    let folder = args.root.join("proofs");
    if !folder.is_dir() {
        return Err(InputError::about_file(
            &args.root,
            "holds no folder `proofs`",
            "the root of a clone of the project, as working folder or with --root",
        )
        .into());
    }
    let mut changed = Vec::new();
    let mut made = generated::files(&args.only)?;
    made.extend(table::files(&args.root, &Status::read(&args.root)?)?);
    for file in &made {
        let path = folder.join(&file.path);
        let differs = if args.check {
            std::fs::read(&path).ok().as_deref() != Some(file.text.as_bytes())
        } else {
            files::write_if_changed(&path, file.text.as_bytes())? != Written::Unchanged
        };
        if differs {
            changed.push(file.path.as_str());
        }
    }
    if args.json {
        print_json(&Document {
            files: made.len(),
            changed: &changed,
        })?;
    } else {
        let verb = if args.check { "differ" } else { "written" };
        let names: String = changed.iter().map(|name| format!("\n  {name}")).collect();
        let all = made.len();
        print(&format!("{all} files, {} {verb}{names}", changed.len()))?;
    }
    Ok(if args.check && !changed.is_empty() {
        Outcome::ClaimFailed
    } else {
        Outcome::Done
    })
}
