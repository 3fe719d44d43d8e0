//! Where a run's files go: runs with other parameters never touch `paper/` unless they are asked
//! to.

use super::overlay::Setting;
use super::title::Title;
use crate::command::error::CommandError;
use crate::paper::manifest::{self, Manifest};
use crate::print::cache::hash;
use crate::print::files;
use std::path::{Path, PathBuf};

/// Where a run's files go.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder that gets `paper/`.
    pub folder: PathBuf,
    /// Whether that is another folder than the project's own.
    pub elsewhere: bool,
}

impl Place {
    /// `out` where it is given; else the project itself, unless values, authors or a date are set:
    /// then a folder of the run's own below `target/runs`, named after the settings, so that the
    /// same settings find their files again.
    pub fn of(root: &Path, out: Option<&Path>, settings: &[Setting], title: &Title<'_>) -> Self {
        let set = !(settings.is_empty() && title.is_empty());
        let folder = match (out, set) {
            (Some(out), _) => out.to_owned(),
            (None, false) => root.to_owned(),
            (None, true) => {
                let mut written: String = settings
                    .iter()
                    .map(|setting| format!("{}\n", setting.written))
                    .collect();
                written += &title.written();
                let name: String = hash(written.as_bytes()).chars().take(12).collect();
                root.join("target/runs").join(name)
            }
        };
        // Two ways to write one folder are told apart by what the system makes of them.
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let elsewhere = real(&folder) != real(root);
        Self { folder, elsewhere }
    }

    /// Lays the files of the theorems that are not made anew, as the project's manifest names them,
    /// so that documents can show every theorem. What the folder holds already stays.
    pub fn lay(&self, root: &Path) -> Result<(), CommandError> {
        if !self.elsewhere || files::read(&self.folder.join(manifest::PATH))?.is_some() {
            return Ok(());
        }
        let Some(manifest) = Manifest::read(root)? else {
            return Ok(());
        };
        let named = manifest.theorems.iter().flat_map(|r| r.outputs.keys());
        for path in named.map(String::as_str).chain([manifest::PATH]) {
            if let Some(bytes) = files::read(&root.join(path))? {
                files::write_if_changed(&self.folder.join(path), &bytes)?;
            }
        }
        Ok(())
    }
}
