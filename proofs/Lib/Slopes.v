(** * Slopes: a derivative's estimate, stationary points, continuity of means

    In words.  Near x a function differs from its tangent by less than any multiple of the distance ([slope_estimate]);
    where its slope vanishes at x and is differentiable there, it changes by a square at most ([stationary]).  The mean
    of a function of the count is continuous in effort where q is ([mean_continuous]).

    Source: elementary.  Assumed: nothing. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Nearby.
Open Scope R_scope.

Lemma slope_estimate (f : R -> R) (x l eps : R) : is_derive f x l -> 0 < eps -> exists r, 0 < r /\
  forall y, Rabs (y - x) < r -> Rabs (f y - f x - l * (y - x)) <= eps * Rabs (y - x).
Proof.
  intros D E; apply is_derive_Reals in D; destruct (D eps E) as [r Hr].
  exists r; split; [apply cond_pos|]; intros y Y.
  destruct (Req_dec y x) as [->|N].
  { replace (f x - f x - l * (x - x)) with 0 by ring; rewrite Rminus_eq_0, Rabs_R0; lra. }
  specialize (Hr (y - x) ltac:(lra) Y); replace (x + (y - x)) with y in Hr by ring.
  replace (f y - f x - l * (y - x)) with (((f y - f x) / (y - x) - l) * (y - x)) by (field; lra).
  rewrite Rabs_mult; apply Rmult_le_compat_r; [apply Rabs_pos|left; exact Hr].
Qed.

(** A function whose slope vanishes at x, and is differentiable there, changes by a square at most. *)
Lemma stationary (f f1 : R -> R) (f2 x r0 : R) : 0 < r0 -> (forall y, Rabs (y - x) < r0 -> is_derive f y (f1 y)) ->
  f1 x = 0 -> is_derive f1 x f2 -> exists r C, 0 < r /\ 0 <= C /\
  forall y, Rabs (y - x) < r -> f x - C * ((y - x) * (y - x)) <= f y.
Proof.
  intros R0 D Z D2; destruct (slope_estimate f1 x f2 1 D2 ltac:(lra)) as [r1 [R1 S]].
  exists (Rmin r0 r1), (Rabs f2 + 1); pose proof (Rabs_pos f2) as P.
  split; [apply Rmin_glb_lt; assumption|split; [lra|]]; intros y Y.
  pose proof (Rmin_l r0 r1); pose proof (Rmin_r r0 r1).
  assert (Bt : forall z, Rmin x y <= z <= Rmax x y -> Rabs (z - x) <= Rabs (y - x)).
  { intros z; unfold Rmin, Rmax, Rabs; destruct (Rle_dec x y); intros; repeat destruct (Rcase_abs _); lra. }
  destruct (MVT_gen f x y f1) as [z [B E]].
  - intros z B; apply D; pose proof (Bt z ltac:(lra)); lra.
  - intros z B; apply (continuity_of_derive f z (f1 z)), D; pose proof (Bt z B); lra.
  - pose proof (Bt z B) as Bz; specialize (S z ltac:(lra)); rewrite Z in S.
    assert (F : Rabs (f1 z) <= (Rabs f2 + 1) * Rabs (y - x)).
    { replace (f1 z) with ((f1 z - 0 - f2 * (z - x)) + f2 * (z - x)) by ring.
      apply Rle_trans with (1 := Rabs_triang _ _); rewrite Rabs_mult.
      assert (Rabs f2 * Rabs (z - x) <= Rabs f2 * Rabs (y - x)) by (apply Rmult_le_compat_l; assumption); lra. }
    assert (G : Rabs (f y - f x) <= (Rabs f2 + 1) * ((y - x) * (y - x))).
    { rewrite E, Rabs_mult; replace ((y - x) * (y - x)) with (Rabs (y - x) * Rabs (y - x))
        by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
      rewrite <- Rmult_assoc; apply Rmult_le_compat_r; [apply Rabs_pos|exact F]. }
    apply Rabs_le_between in G; lra.
Qed.

(** A mean of the count is a polynomial in the probability of agreement. *)
Lemma mean_continuous (q : R -> R) e n : continuity_pt q e -> forall f, continuity_pt (fun x => mean (q x) n f) e.
Proof.
  intros Q; induction n as [|n IH]; intros f; cbn [mean].
  - apply continuity_pt_const; intros x y; reflexivity.
  - apply (continuity_pt_plus (fun x => q x * mean (q x) n (fun k => f (S k))) (fun x => (1 - q x) * mean (q x) n f)).
    + apply (continuity_pt_mult q (fun x => mean (q x) n (fun k => f (S k)))); [exact Q|apply IH].
    + apply (continuity_pt_mult (fun x => 1 - q x) (fun x => mean (q x) n f)); [|apply IH].
      apply (continuity_pt_minus (fun _ => 1) q); [apply continuity_pt_const; intros x y; reflexivity|exact Q].
Qed.
