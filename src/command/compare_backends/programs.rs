//! The programs that solvers are compared on: contract programs of this build, and MPS files.

use crate::command::error::CommandError;
use crate::contract::lp_families::{EffortProblem, LotteryProblem, TangentProblem};
use crate::lp::{LinearProgram, mps};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which programs are wanted.
pub(super) struct Choice<'a> {
    /// A folder with MPS files.
    pub folder: Option<&'a Path>,
    /// Whether contract programs are left out, and files are called by their own names.
    pub public_only: bool,
    /// Nonzeros beyond which a file is left out.
    pub largest: Option<usize>,
    /// Small contract programs only.
    pub quick: bool,
}

/// A program under a name of its own.
pub(super) struct Posed {
    pub program: LinearProgram,
    /// Its file's name without `.mps` and `.gz`; empty where it has none.
    pub stem: String,
    pub relaxed: bool,
    pub warnings: Vec<String>,
}

/// All programs, and the stems of files that were left out.
pub(super) struct Programs {
    pub posed: Vec<Posed>,
    pub left_out: Vec<String>,
}

impl Programs {
    /// Contract programs, then those of the folder by name.
    pub fn of(choice: &Choice<'_>) -> Result<Self, CommandError> {
        let mut all = Programs {
            posed: Vec::new(),
            left_out: Vec::new(),
        };
        if !choice.public_only {
            let contracts = contracts(choice.quick).into_iter();
            all.posed.extend(contracts.map(|program| Posed {
                program,
                stem: String::new(),
                relaxed: false,
                warnings: Vec::new(),
            }));
        }
        if let Some(folder) = choice.folder {
            all.add_files(folder, choice)?;
        }
        Ok(all)
    }

    fn add_files(&mut self, folder: &Path, choice: &Choice<'_>) -> Result<(), CommandError> {
        const FOLDER: &str = "a folder with MPS files (.mps, .mps.gz)";
        let entries = std::fs::read_dir(folder)
            .map_err(|error| CommandError::unreadable(folder, &error, FOLDER))?;
        let is_mps = |path: &PathBuf| {
            let name = path.to_string_lossy().to_ascii_lowercase();
            name.ends_with(".mps") || name.ends_with(".mps.gz")
        };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut paths: Vec<PathBuf> = paths.filter(is_mps).collect();
        paths.sort();
        if paths.is_empty() {
            let problem = "has no MPS file";
            return Err(no_programs(folder, problem));
        }
        let taken: Vec<String> = self.posed.iter().map(|p| p.program.name.clone()).collect();
        let mut names = Vec::new();
        for path in paths {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let stem = stem(&file).to_owned();
            let read = match mps::read_file(&path) {
                Ok(read) => read,
                // One file of a collection that cannot be read leaves the others.
                Err(error) => {
                    tell!("left out: {}", CommandError::mps(&path, error));
                    self.left_out.push(stem);
                    continue;
                }
            };
            let nonzeros = read.program.nonzeros();
            if choice.largest.is_some_and(|most| nonzeros > most) {
                tell!("left out: {file} has {nonzeros} nonzeros");
                self.left_out.push(stem);
                continue;
            }
            let own = Some(read.program.name.clone());
            let own = own.filter(|own| !own.is_empty() && !choice.public_only);
            names.push([
                own.unwrap_or_else(|| stem.clone()),
                stem.clone(),
                file.into(),
            ]);
            self.posed.push(Posed {
                stem,
                relaxed: read.is_relaxed(),
                warnings: read.warnings,
                program: read.program,
            });
        }
        if names.is_empty() {
            return Err(no_programs(folder, "has no MPS file that was not left out"));
        }
        let files = self.posed.iter_mut().skip(taken.len());
        for (posed, name) in files.zip(distinct_names(&taken, &names)) {
            for warning in &posed.warnings {
                tell!("warning: {name}: {warning}");
            }
            posed.program.name = name;
        }
        Ok(())
    }
}

fn no_programs(folder: &Path, problem: &'static str) -> CommandError {
    CommandError::NoPrograms {
        folder: folder.to_owned(),
        problem,
    }
}

/// A file's name without `.mps` and `.gz`, in whichever case they are.
fn stem(file: &str) -> &str {
    let without = |file: &'_ str, end: &str| {
        let start = file.len().checked_sub(end.len())?;
        let last = file.get(start..)?;
        last.eq_ignore_ascii_case(end).then_some(start)
    };
    let file = without(file, ".gz").map_or(file, |start| &file[..start]);
    without(file, ".mps").map_or(file, |start| &file[..start])
}

/// Of the names of each program, which grow ever more certain to be its own, the first that no
/// other program has.
fn distinct_names<const N: usize>(taken: &[String], names: &[[String; N]]) -> Vec<String> {
    let mut levels = vec![0; names.len()];
    loop {
        let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
        let chosen = names
            .iter()
            .zip(&levels)
            .map(|(names, level)| &names[*level]);
        for name in taken.iter().chain(chosen) {
            *owners.entry(name).or_default() += 1;
        }
        let next = |(names, level): (&[String; N], &usize)| match owners[names[*level].as_str()] {
            1 => *level,
            _ => (level + 1).min(N - 1),
        };
        let better: Vec<usize> = names.iter().zip(&levels).map(next).collect();
        if better == levels {
            let names = names.iter().zip(levels);
            return names.map(|(names, level)| names[level].clone()).collect();
        }
        levels = better;
    }
}

fn contracts(quick: bool) -> Vec<LinearProgram> {
    let (golden, tangent, lottery): (&[u64], &[u64], &[(usize, usize)]) = if quick {
        (&[10, 50], &[10, 50], &[(6, 12)])
    } else {
        (
            &[10, 20, 50, 100, 200, 400],
            &[10, 20, 50, 100, 200, 500, 1000, 2000],
            &[(6, 12), (8, 20), (12, 30)],
        )
    };
    let mut programs = Vec::new();
    for &n in golden {
        programs.push(EffortProblem::golden(n).minimum_pay());
        programs.push(EffortProblem::golden(n).minimum_pay_as_written());
    }
    programs.extend(
        tangent
            .iter()
            .map(|&n| TangentProblem::standard(n).as_written()),
    );
    let lotteries = lottery
        .iter()
        .map(|&(efforts, pays)| LotteryProblem { efforts, pays });
    programs.extend(lotteries.map(|problem| problem.program()));
    programs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_of_one_name_are_told_apart_by_their_files() {
        let names = |own: &str, file: &str| [own, stem(file), file].map(str::to_owned);
        let all = [
            names("T", "a.mps"),
            names("T", "b.MPS.gz"),
            names("U", "c.mps"),
            names("c", "d.mps"),
            names("c", "d.mps.gz"),
            names("taken", "e.mps"),
        ];
        let found = distinct_names(&["taken".to_owned()], &all);
        assert_eq!(found, ["a", "b", "U", "d.mps", "d.mps.gz", "e"]);
    }
}
