//! No file is written over one that the same command reads, and no two results into one file.

use super::error::CommandError;
use std::path::{Path, PathBuf};

/// Refuses `outputs` of which one is an input, is named twice, or is `-`. Names that are not there
/// yet are compared inside their folders.
pub(super) fn distinct<'p>(
    inputs: &[Option<&'p Path>],
    outputs: &[Option<&'p Path>],
) -> Result<(), CommandError> {
    let mut taken: Vec<PathBuf> = inputs.iter().flatten().map(|path| place(path)).collect();
    let read = taken.len();
    for path in outputs.iter().flatten() {
        // a file of that name is what nobody means
        if path.as_os_str() == "-" {
            return Err(CommandError::Dash);
        }
        let wanted = place(path);
        if let Some(other) = taken.iter().position(|known| *known == wanted) {
            return Err(CommandError::SameFile {
                path: path.display().to_string(),
                problem: if other < read {
                    "would be written over, although this command reads it"
                } else {
                    "is named for two results"
                },
            });
        }
        taken.push(wanted);
    }
    Ok(())
}

fn place(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        folder.join(path.file_name().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_under_two_names_is_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        std::fs::write(file("in.csv"), "").unwrap();
        std::fs::create_dir(file("sub")).unwrap();
        let (input, round) = (file("in.csv"), file("sub").join("..").join("in.csv"));
        let (new, again) = (file("new.csv"), file("sub").join("..").join("new.csv"));
        let all = |outputs: &[&PathBuf]| {
            let outputs: Vec<Option<&Path>> = outputs.iter().map(|p| Some(p.as_path())).collect();
            distinct(&[Some(&input), None], &outputs)
        };
        assert!(all(&[&new, &file("other.csv")]).is_ok());
        for outputs in [vec![&round], vec![&new, &again]] {
            assert!(matches!(all(&outputs), Err(CommandError::SameFile { .. })));
        }
        assert!(matches!(all(&[&"-".into()]), Err(CommandError::Dash)));
        assert!(all(&[&"./-".into()]).is_ok());
    }
}
