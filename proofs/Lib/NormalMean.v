(** * The mean under the standard normal law, and under independent ones

    In words.  [normal_mean g] is the improper integral of density(x) g(x) over the line, density(x) =
    exp(-x^2/2)/sqrt(2 pi) (Mills.v).  It exists ([normal_integral]), is linear and monotone, does not change with the sign
    of x, and is 1 for g = 1, for every [tame] g: |g(x) - g(y)| <= C (1 + |x| + |y|) |x - y|, so of at most quadratic
    growth.  [normals d f]: the mean of f over lists of d independent standard normal numbers, as d integrals one inside
    the other; it has the same properties for f [tame_list], the same bound with sums of absolute values.

    Source.  Standard.  Assumed: nothing. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills.
Import ListNotations.
Open Scope R_scope.

(** ** Integrals over the line *)

Definition line_integral (h : R -> R) : R := RInt_gen h (Rbar_locally m_infty) (Rbar_locally p_infty).

Section Tails.
Variables (h : R -> R) (M : R).
Hypothesis Hc : forall x, continuous h x.
Hypothesis Hb : forall x, Rabs (h x) * (x * x) <= M.

Lemma integrable a b : ex_RInt h a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)); intros; apply Hc. Qed.

Lemma bound_nonneg : 0 <= M.
Proof. pose proof (Hb 0) as B; rewrite Rmult_0_r, Rmult_0_r in B; exact B. Qed.

Lemma tail_right a b : 0 < a -> a <= b -> Rabs (RInt h a b) <= M / a.
Proof.
  intros A B; pose proof bound_nonneg as M0.
  assert (D : is_RInt (fun x => M / (x * x)) a b (M / a - M / b)).
  { replace (M / a - M / b) with (minus ((fun x => - M / x) b) ((fun x => - M / x) a))
      by (unfold minus, plus, opp; simpl; field; lra).
    apply (is_RInt_derive (fun x => - M / x) (fun x => M / (x * x))).
    - intros x X; rewrite Rmin_left, Rmax_right in X by exact B; auto_derive; [lra|field; lra].
    - intros x X; rewrite Rmin_left, Rmax_right in X by exact B.
      apply (ex_derive_continuous (V := R_NormedModule)); auto_derive; nra. }
  apply Rle_trans with (RInt (fun x => Rabs (h x)) a b); [apply abs_RInt_le; [exact B|apply integrable]|].
  apply Rle_trans with (M / a - M / b).
  - rewrite <- (is_RInt_unique _ _ _ _ D); apply RInt_le; [exact B| |exists (M / a - M / b); exact D|].
    + apply (ex_RInt_continuous (V := R_CompleteNormedModule)); intros x _.
      apply (continuous_comp h Rabs); [apply Hc|apply continuous_Rabs].
    + intros x X; apply Rmult_le_reg_r with (x * x); [nra|].
      replace (M / (x * x) * (x * x)) with M by (field; lra); apply Hb.
  - assert (0 <= M / b) by (apply Rdiv_le_0_compat; lra); lra.
Qed.
End Tails.

Section Line.
Variables (h : R -> R) (M : R).
Hypothesis Hc : forall x, continuous h x.
Hypothesis Hb : forall x, Rabs (h x) * (x * x) <= M.

Lemma opp_continuous x : continuous (fun x => h (- x)) x.
Proof. apply (continuous_comp (fun x => - x) h); [apply (continuous_opp (V := R_NormedModule)), continuous_id|apply Hc]. Qed.

Lemma opp_bound x : Rabs (h (- x)) * (x * x) <= M.
Proof. replace (x * x) with (- x * - x) by ring; apply Hb. Qed.

(** The mirror image: opposite limits, opposite argument. *)
Lemma RInt_mirror a b : RInt (fun x => h (- x)) a b = RInt h (- b) (- a).
Proof.
  apply is_RInt_unique.
  pose proof (RInt_correct h (- b) (- a) (integrable h Hc _ _)) as I; set (l := RInt h (- b) (- a)) in *.
  apply (is_RInt_swap (V := R_NormedModule)), (is_RInt_comp_opp (V := R_NormedModule)) in I.
  apply (is_RInt_opp (V := R_NormedModule)) in I.
  replace l with (opp (opp l)) by (apply opp_opp).
  apply (is_RInt_ext (V := R_NormedModule)) with (2 := I); intros x _; apply opp_opp.
Qed.

Lemma window_close N a b : 0 < N -> a <= - N -> N <= b -> Rabs (RInt h a b - RInt h (- N) N) <= 2 * (M / N).
Proof.
  intros N0 A B.
  rewrite <- (RInt_Chasles h a (- N) b), <- (RInt_Chasles h (- N) N b) by (apply integrable, Hc).
  unfold plus; simpl.
  replace (RInt h a (- N) + (RInt h (- N) N + RInt h N b) - RInt h (- N) N) with (RInt h a (- N) + RInt h N b) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _).
  pose proof (tail_right h M Hc Hb N b N0 B) as Rt.
  pose proof (tail_right (fun x => h (- x)) M opp_continuous opp_bound N (- a) N0 ltac:(lra)) as Lf.
  rewrite RInt_mirror, Ropp_involutive in Lf; lra.
Qed.

Lemma far_out eps : 0 < eps -> exists N, (1 <= N)%nat /\ 2 * (M / INR N) < eps.
Proof.
  intros E; pose proof (bound_nonneg h M Hb) as M0.
  destruct (nfloor_ex (2 * M / eps) ltac:(apply Rdiv_le_0_compat; lra)) as [k [_ K]].
  exists (S k); rewrite S_INR; pose proof (pos_INR k); split; [lia|].
  apply Rmult_lt_reg_r with (INR k + 1); [lra|].
  replace (2 * (M / (INR k + 1)) * (INR k + 1)) with (2 * M / eps * eps) by (field; lra).
  rewrite (Rmult_comm eps); apply Rmult_lt_compat_r; lra.
Qed.

Lemma line_converges : ex_finite_lim_seq (fun n => RInt h (- INR n) (INR n)).
Proof.
  apply ex_lim_seq_cauchy_corr; intros eps; destruct (far_out (eps / 2)) as [N [N1 T]]; [pose proof (cond_pos eps); lra|].
  assert (N0 : 0 < INR N) by (apply lt_0_INR; lia).
  exists N; intros n m Hn Hm; apply le_INR in Hn; apply le_INR in Hm.
  pose proof (window_close (INR N) (- INR n) (INR n) N0 ltac:(lra) Hn) as A.
  pose proof (window_close (INR N) (- INR m) (INR m) N0 ltac:(lra) Hm) as B.
  apply Rabs_le_between in A; apply Rabs_le_between in B; apply Rabs_lt_between; lra.
Qed.

(** The improper integral exists, and is the limit of those over [-n, n]. *)
Theorem line_integral_exists : ex_RInt_gen h (Rbar_locally m_infty) (Rbar_locally p_infty) /\
  is_lim_seq (fun n => RInt h (- INR n) (INR n)) (line_integral h).
Proof.
  destruct line_converges as [l L].
  assert (I : is_RInt_gen h (Rbar_locally m_infty) (Rbar_locally p_infty) l).
  { intros P [d D]; apply is_lim_seq_spec in L.
    destruct (L (mkposreal (d / 2) ltac:(pose proof (cond_pos d); lra))) as [N1 C1]; simpl in C1.
    destruct (far_out (d / 2)) as [N2 [N2p T]]; [pose proof (cond_pos d); lra|].
    set (N := Nat.max N1 N2).
    assert (N0 : 0 < INR N) by (apply lt_0_INR; unfold N; lia).
    apply (Filter_prod _ _ _ (fun a => a < - INR N) (fun b => INR N < b)).
    - exists (- INR N); intros a A; exact A.
    - exists (INR N); intros b B; exact B.
    - intros a b A B; exists (RInt h a b); split; [exact (RInt_correct h a b (integrable h Hc a b))|]; apply D.
      pose proof (window_close (INR N) a b N0 ltac:(simpl in *; lra) ltac:(simpl in *; lra)) as X.
      pose proof (C1 N ltac:(unfold N; lia)) as Y.
      assert (2 * (M / INR N) <= 2 * (M / INR N2)).
      { apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_l; [apply (bound_nonneg h M Hb)|].
        apply Rinv_le_contravar; [apply lt_0_INR; lia|apply le_INR; unfold N; lia]. }
      apply Rabs_le_between in X; apply Rabs_lt_between in Y.
      change (Rabs (RInt h a b - l) < d); apply Rabs_lt_between; lra. }
  split; [exists l; exact I|].
  unfold line_integral; rewrite (is_RInt_gen_unique h l I); exact L.
Qed.
End Line.

(** ** The standard normal law *)

Definition normal_mean (g : R -> R) : R := line_integral (fun x => density x * g x).

Definition tame (g : R -> R) : Prop :=
  exists C, 0 <= C /\ forall x y, Rabs (g x - g y) <= C * (1 + Rabs x + Rabs y) * Rabs (x - y).

Lemma tame_continuous g x : tame g -> continuous g x.
Proof.
  intros [C [C0 H]]; apply continuity_pt_filterlim; intros eps E; simpl.
  set (K := C * (2 + 2 * Rabs x) + 1); assert (K1 : 1 <= K).
  { pose proof (Rabs_pos x); assert (0 <= C * (2 + 2 * Rabs x)) by (apply Rmult_le_pos; lra); unfold K; lra. }
  exists (Rmin 1 (eps / K)); split; [apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]|].
  intros y [_ Y]; unfold R_dist in *.
  assert (Y1 : Rabs (y - x) < 1) by (apply Rlt_le_trans with (1 := Y), Rmin_l).
  assert (Y2 : Rabs (y - x) < eps / K) by (apply Rlt_le_trans with (1 := Y), Rmin_r).
  apply Rle_lt_trans with (1 := H y x).
  apply Rle_lt_trans with (K * Rabs (y - x)).
  - apply Rmult_le_compat_r; [apply Rabs_pos|].
    assert (Rabs y <= Rabs x + 1).
    { replace y with (x + (y - x)) by ring; pose proof (Rabs_triang x (y - x)); lra. }
    apply Rle_trans with (C * (2 + 2 * Rabs x)); [apply Rmult_le_compat_l; lra|unfold K; lra].
  - apply Rmult_lt_compat_l with (r := K) in Y2; [|lra].
    replace (K * (eps / K)) with eps in Y2 by (field; lra); exact Y2.
Qed.

Lemma tame_growth g : tame g -> exists K, 0 <= K /\ forall x, Rabs (g x) <= K * (1 + x * x).
Proof.
  intros [C [C0 H]]; exists (Rabs (g 0) + 2 * C); pose proof (Rabs_pos (g 0)) as G0; split; [lra|]; intros x.
  specialize (H x 0); rewrite Rabs_R0, Rminus_0_r in H; pose proof (Rabs_pos x) as X0.
  assert (S : Rabs x * Rabs x = x * x) by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  assert (Rabs (g x) <= Rabs (g 0) + Rabs (g x - g 0)).
  { pose proof (Rabs_triang (g 0) (g x - g 0)) as T; replace (g 0 + (g x - g 0)) with (g x) in T by ring; exact T. }
  assert (C * (1 + Rabs x + 0) * Rabs x <= 2 * C * (1 + x * x)).
  { replace (C * (1 + Rabs x + 0) * Rabs x) with (C * (Rabs x + Rabs x * Rabs x)) by ring.
    replace (2 * C * (1 + x * x)) with (C * (2 * (1 + x * x))) by ring.
    apply Rmult_le_compat_l; [exact C0|rewrite <- S; nra]. }
  assert (0 <= Rabs (g 0) * (x * x)) by (apply Rmult_le_pos; [exact G0|apply Rle_0_sqr]); lra.
Qed.

Lemma bell_falls x : bell x * ((1 + x * x) * (1 + x * x)) <= 16.
Proof.
  assert (P : (1 + x * x / 4) * (1 + x * x / 4) <= exp (x * x / 2)).
  { replace (x * x / 2) with (x * x / 4 + x * x / 4) by field; rewrite exp_plus.
    pose proof (exp_ineq1_le (x * x / 4)); assert (0 <= x * x) by apply Rle_0_sqr; apply Rmult_le_compat; lra. }
  unfold bell; replace (- (x * x) / 2) with (- (x * x / 2)) by field; rewrite exp_Ropp.
  pose proof (exp_pos (x * x / 2)) as E; assert (S : 0 <= x * x) by apply Rle_0_sqr.
  apply Rmult_le_reg_l with (exp (x * x / 2)); [exact E|].
  rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra; nra.
Qed.

Lemma weighted_continuous g x : tame g -> continuous (fun x => density x * g x) x.
Proof.
  intros T; apply (continuous_mult (K := R_AbsRing)); [|apply tame_continuous, T].
  apply (ex_derive_continuous (V := R_NormedModule)); exists (- x * density x); apply density_derive.
Qed.

Lemma weighted_bound g : tame g -> exists M, forall x, Rabs (density x * g x) * (x * x) <= M.
Proof.
  intros T; destruct (tame_growth g T) as [K [K0 H]]; pose proof G_pos as G0.
  exists (16 * K / G); intros x; pose proof (density_pos x) as D; rewrite Rabs_mult, (Rabs_right (density x)) by lra.
  assert (S : 0 <= x * x) by apply Rle_0_sqr; pose proof (bell_falls x) as B; pose proof (bell_pos x) as B0.
  apply Rle_trans with (density x * (K * (1 + x * x)) * (x * x)).
  { apply Rmult_le_compat_r; [exact S|]; apply Rmult_le_compat_l; [lra|apply H]. }
  unfold density; replace (bell x / G * (K * (1 + x * x)) * (x * x)) with (K / G * (bell x * ((1 + x * x) * (x * x))))
    by (field; lra).
  replace (16 * K / G) with (K / G * 16) by (field; lra).
  apply Rmult_le_compat_l; [apply Rdiv_le_0_compat; lra|]; apply Rle_trans with (2 := B).
  apply Rmult_le_compat_l; [lra|]; apply Rmult_le_compat_l; lra.
Qed.

Theorem normal_integral g : tame g ->
  ex_RInt_gen (fun x => density x * g x) (Rbar_locally m_infty) (Rbar_locally p_infty) /\
  is_lim_seq (fun n => RInt (fun x => density x * g x) (- INR n) (INR n)) (normal_mean g).
Proof.
  intros T; destruct (weighted_bound g T) as [M B].
  apply (line_integral_exists _ M); [intros x; apply weighted_continuous, T|exact B].
Qed.

Lemma mean_of_limit g (l : R) : tame g ->
  is_lim_seq (fun n => RInt (fun x => density x * g x) (- INR n) (INR n)) l -> normal_mean g = l.
Proof.
  intros T L; destruct (normal_integral g T) as [_ L'].
  apply is_lim_seq_unique in L; apply is_lim_seq_unique in L'; rewrite L in L'; inversion L'; reflexivity.
Qed.

Lemma weighted_integrable g a b : tame g -> ex_RInt (fun x => density x * g x) a b.
Proof. intros T; apply integrable; intros x; apply weighted_continuous, T. Qed.

Lemma tame_plus f g : tame f -> tame g -> tame (fun x => f x + g x).
Proof.
  intros [C [C0 F]] [D [D0 G]]; exists (C + D); split; [lra|]; intros x y.
  replace (f x + g x - (f y + g y)) with (f x - f y + (g x - g y)) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _); specialize (F x y); specialize (G x y); lra.
Qed.

Lemma tame_scale a f : tame f -> tame (fun x => a * f x).
Proof.
  intros [C [C0 F]]; exists (Rabs a * C); split; [apply Rmult_le_pos; [apply Rabs_pos|exact C0]|]; intros x y.
  replace (a * f x - a * f y) with (a * (f x - f y)) by ring; rewrite Rabs_mult, !Rmult_assoc.
  apply Rmult_le_compat_l; [apply Rabs_pos|]; rewrite <- Rmult_assoc; apply F.
Qed.

Lemma tame_opp f : tame f -> tame (fun x => f (- x)).
Proof.
  intros [C [C0 F]]; exists C; split; [exact C0|]; intros x y; specialize (F (- x) (- y)).
  rewrite !Rabs_Ropp in F; replace (- x - - y) with (- (x - y)) in F by ring; rewrite Rabs_Ropp in F; exact F.
Qed.

Lemma tame_const a : tame (fun _ => a).
Proof. exists 0; split; [lra|]; intros x y; rewrite Rminus_eq_0, Rabs_R0; lra. Qed.

Lemma tame_ext f g : (forall x, f x = g x) -> tame f -> tame g.
Proof. intros E [C [C0 F]]; exists C; split; [exact C0|]; intros x y; rewrite <- !E; apply F. Qed.

Lemma normal_mean_plus f g : tame f -> tame g -> normal_mean (fun x => f x + g x) = normal_mean f + normal_mean g.
Proof.
  intros F G; apply mean_of_limit; [apply tame_plus; assumption|].
  apply is_lim_seq_ext with (fun n => RInt (fun x => density x * f x) (- INR n) (INR n) +
    RInt (fun x => density x * g x) (- INR n) (INR n)).
  - intros n; rewrite <- (RInt_plus (V := R_CompleteNormedModule)) by (apply weighted_integrable; assumption).
    apply RInt_ext; intros x _; unfold plus; simpl; ring.
  - apply is_lim_seq_plus'; apply normal_integral; assumption.
Qed.

Lemma normal_mean_scale a f : tame f -> normal_mean (fun x => a * f x) = a * normal_mean f.
Proof.
  intros F; apply mean_of_limit; [apply tame_scale, F|].
  apply is_lim_seq_ext with (fun n => a * RInt (fun x => density x * f x) (- INR n) (INR n)).
  - intros n; rewrite <- (RInt_scal (V := R_CompleteNormedModule)) by (apply weighted_integrable; assumption).
    apply RInt_ext; intros x _; unfold scal; simpl; unfold mult; simpl; ring.
  - apply (is_lim_seq_scal_l _ a (normal_mean f)), normal_integral, F.
Qed.

Lemma normal_mean_le f g : tame f -> tame g -> (forall x, f x <= g x) -> normal_mean f <= normal_mean g.
Proof.
  intros F G L; assert (X : Rbar_le (normal_mean f) (normal_mean g)); [|exact X].
  eapply is_lim_seq_le; [|apply (normal_integral f F)|apply (normal_integral g G)].
  intros n; apply RInt_le; [pose proof (pos_INR n); lra|apply weighted_integrable, F|apply weighted_integrable, G|].
  intros x _; apply Rmult_le_compat_l; [left; apply density_pos|apply L].
Qed.

Lemma normal_mean_ext f g : tame f -> (forall x, f x = g x) -> normal_mean f = normal_mean g.
Proof.
  intros F E; pose proof (tame_ext f g E F) as G.
  apply Rle_antisym; apply normal_mean_le; try assumption; intros x; rewrite E; apply Rle_refl.
Qed.

(** The law of -x is that of x. *)
Lemma normal_mean_opp f : tame f -> normal_mean (fun x => f (- x)) = normal_mean f.
Proof.
  intros F; apply mean_of_limit; [apply tame_opp, F|].
  apply is_lim_seq_ext with (2 := proj2 (normal_integral f F)); intros n.
  transitivity (RInt (fun x => density (- x) * f (- x)) (- INR n) (INR n)).
  - rewrite (RInt_mirror (fun x => density x * f x)) by (intros x; apply weighted_continuous, F).
    rewrite Ropp_involutive; reflexivity.
  - apply RInt_ext; intros x _; rewrite density_even; reflexivity.
Qed.

(** What is positive but at 0 has a positive mean. *)
Lemma normal_mean_pos f : tame f -> (forall x, 0 <= f x) -> (forall x, x <> 0 -> 0 < f x) -> 0 < normal_mean f.
Proof.
  intros F P S; set (d := RInt (fun x => density x * f x) 1 2).
  assert (D : 0 < d).
  { apply RInt_gt_0; [lra| |intros; apply weighted_continuous, F].
    intros x X; apply Rmult_lt_0_compat; [apply density_pos|apply S; lra]. }
  apply Rlt_le_trans with (1 := D); assert (X : Rbar_le d (normal_mean f)); [|exact X].
  eapply is_lim_seq_le_loc; [|apply is_lim_seq_const|apply (normal_integral f F)].
  exists 2%nat; intros n Hn; apply le_INR in Hn; simpl in Hn.
  assert (Part : forall a b, a <= b -> 0 <= RInt (fun x => density x * f x) a b).
  { intros a b L; apply RInt_ge_0; [exact L|apply weighted_integrable, F|].
    intros x _; apply Rmult_le_pos; [left; apply density_pos|apply P]. }
  rewrite <- (RInt_Chasles _ (- INR n) 1 (INR n)), <- (RInt_Chasles _ 1 2 (INR n)) by (apply weighted_integrable, F).
  unfold plus; simpl; fold d; pose proof (Part (- INR n) 1 ltac:(lra)); pose proof (Part 2 (INR n) ltac:(lra)); lra.
Qed.

Lemma tail_limit : is_lim_seq (fun n => tail (INR n)) 0.
Proof.
  pose proof G_pos as G0; apply is_lim_seq_spec; intros eps; pose proof (cond_pos eps) as E.
  destruct (nfloor_ex (/ (G * eps)) ltac:(left; apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra)) as [k [_ K]].
  exists (S k); intros n Hn; apply le_INR in Hn; rewrite S_INR in Hn; pose proof (pos_INR k).
  rewrite Rminus_0_r, Rabs_right by (apply Rle_ge, tail_nonneg).
  apply Rle_lt_trans with (1 := mills_upper (INR n) ltac:(lra)).
  assert (B : bell (INR n) <= 1).
  { apply Rle_trans with (1 := bell_le (INR n)); apply Rmult_le_reg_r with (1 + INR n * INR n / 2); [nra|].
    replace (1 / (1 + INR n * INR n / 2) * (1 + INR n * INR n / 2)) with 1 by (field; nra); nra. }
  unfold density; apply Rmult_lt_reg_r with (G * INR n); [apply Rmult_lt_0_compat; lra|].
  replace (bell (INR n) / G / INR n * (G * INR n)) with (bell (INR n)) by (field; lra).
  apply Rle_lt_trans with (1 := B); apply Rmult_lt_reg_r with (/ (G * eps)); [apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra|].
  replace (eps * (G * INR n) * / (G * eps)) with (INR n) by (field; lra); lra.
Qed.

(** It is a law: its mass is 1. *)
Lemma normal_mean_one : normal_mean (fun _ => 1) = 1.
Proof.
  apply mean_of_limit; [apply tame_const|]; pose proof G_pos as G0.
  apply is_lim_seq_ext with (fun n => 1 - 2 * tail (INR n)).
  - intros n; assert (A : forall a b, RInt (fun x => density x * 1) a b = (area b - area a) / G).
    { intros a b; apply is_RInt_unique.
      replace ((area b - area a) / G) with (minus (area b / G) (area a / G)) by (unfold minus, plus, opp; simpl; field; lra).
      apply (is_RInt_derive (fun x => area x / G) (fun x => density x * 1)).
      - intros x _; unfold density; rewrite Rmult_1_r; unfold Rdiv.
        apply (is_derive_ext (fun y => / G * area y)); [intros y; apply Rmult_comm|].
        replace (bell x * / G) with (/ G * bell x) by ring; apply is_derive_scal, area_derive.
      - intros x _; apply weighted_continuous, tame_const. }
    rewrite A, area_odd; unfold tail, G; pose proof half_pos; field; lra.
  - replace 1 with (1 - 2 * 0) at 1 by ring.
    apply is_lim_seq_minus'; [apply is_lim_seq_const|].
    apply (is_lim_seq_scal_l _ 2 0), tail_limit.
Qed.

(** ** Lists of independent numbers *)

Fixpoint size (l : list R) : R := match l with [] => 0 | x :: t => Rabs x + size t end.
Fixpoint distance (l m : list R) : R :=
  match l, m with x :: s, y :: t => Rabs (x - y) + distance s t | _, _ => 0 end.

Lemma size_nonneg l : 0 <= size l.
Proof. induction l as [|x l IH]; simpl; [lra|pose proof (Rabs_pos x); lra]. Qed.

Lemma distance_self l : distance l l = 0.
Proof. induction l as [|x l IH]; simpl; [reflexivity|rewrite IH, Rminus_eq_0, Rabs_R0; ring]. Qed.

Lemma distance_nonneg l : forall m, 0 <= distance l m.
Proof.
  induction l as [|x l IH]; intros [|y m]; simpl; try lra; pose proof (Rabs_pos (x - y)); specialize (IH m); lra.
Qed.

Lemma size_opp l : size (map Ropp l) = size l.
Proof. induction l as [|x l IH]; simpl; [reflexivity|rewrite IH, Rabs_Ropp; reflexivity]. Qed.

Lemma distance_opp l : forall m, distance (map Ropp l) (map Ropp m) = distance l m.
Proof.
  induction l as [|x l IH]; intros [|y m]; simpl; try reflexivity.
  rewrite IH; replace (- x - - y) with (- (x - y)) by ring; rewrite Rabs_Ropp; reflexivity.
Qed.

Definition tame_list (d : nat) (f : list R -> R) : Prop := exists C, 0 <= C /\
  forall l m, length l = d -> length m = d -> Rabs (f l - f m) <= C * (1 + size l + size m) * distance l m.

Fixpoint normals (d : nat) (f : list R -> R) : R :=
  match d with O => f [] | S k => normal_mean (fun x => normals k (fun l => f (x :: l))) end.

Lemma tame_list_plus d f g : tame_list d f -> tame_list d g -> tame_list d (fun l => f l + g l).
Proof.
  intros [C [C0 F]] [D [D0 G]]; exists (C + D); split; [lra|]; intros l m L M.
  replace (f l + g l - (f m + g m)) with (f l - f m + (g l - g m)) by ring.
  apply Rle_trans with (1 := Rabs_triang _ _); specialize (F l m L M); specialize (G l m L M); lra.
Qed.

Lemma tame_list_scale d a f : tame_list d f -> tame_list d (fun l => a * f l).
Proof.
  intros [C [C0 F]]; exists (Rabs a * C); split; [apply Rmult_le_pos; [apply Rabs_pos|exact C0]|]; intros l m L M.
  replace (a * f l - a * f m) with (a * (f l - f m)) by ring; rewrite Rabs_mult, !Rmult_assoc.
  apply Rmult_le_compat_l; [apply Rabs_pos|]; rewrite <- Rmult_assoc; apply F; assumption.
Qed.

Lemma tame_list_opp d f : tame_list d f -> tame_list d (fun l => f (map Ropp l)).
Proof.
  intros [C [C0 F]]; exists C; split; [exact C0|]; intros l m L M.
  specialize (F (map Ropp l) (map Ropp m)); rewrite !map_length, !size_opp, distance_opp in F; apply F; assumption.
Qed.

Lemma tame_list_ext d f g : (forall l, length l = d -> f l = g l) -> tame_list d f -> tame_list d g.
Proof. intros E [C [C0 F]]; exists C; split; [exact C0|]; intros l m L M; rewrite <- !E by assumption; apply F; assumption. Qed.

Lemma tame_list_const d a : tame_list d (fun _ => a).
Proof. exists 0; split; [lra|]; intros l m _ _; rewrite Rminus_eq_0, Rabs_R0; lra. Qed.

Lemma tame_list_size d : tame_list d size.
Proof.
  exists 1; split; [lra|]; intros l m L M; pose proof (size_nonneg l); pose proof (size_nonneg m).
  assert (D : Rabs (size l - size m) <= distance l m).
  { clear - L M; revert l m L M; induction d as [|d IH]; intros [|x l] [|y m] L M; simpl in *; try discriminate.
    - rewrite Rminus_eq_0, Rabs_R0; lra.
    - replace (Rabs x + size l - (Rabs y + size m)) with (Rabs x - Rabs y + (size l - size m)) by ring.
      apply Rle_trans with (1 := Rabs_triang _ _), Rplus_le_compat; [apply Rabs_triang_inv2|].
      apply IH; congruence. }
  apply Rle_trans with (1 := D); pose proof (distance_nonneg l m); nra.
Qed.

(** With the first number fixed. *)
Lemma tame_rest d f x : tame_list (S d) f -> tame_list d (fun l => f (x :: l)).
Proof.
  intros [C [C0 F]]; exists (C * (1 + 2 * Rabs x)); pose proof (Rabs_pos x) as X0; split; [apply Rmult_le_pos; lra|].
  intros l m L M; specialize (F (x :: l) (x :: m) ltac:(simpl; congruence) ltac:(simpl; congruence)); simpl in F.
  rewrite Rminus_eq_0, Rabs_R0, Rplus_0_l in F; apply Rle_trans with (1 := F).
  apply Rmult_le_compat_r; [apply distance_nonneg|]; rewrite Rmult_assoc; apply Rmult_le_compat_l; [exact C0|].
  pose proof (size_nonneg l); pose proof (size_nonneg m); nra.
Qed.

(** What the induction over the number of variables carries. *)
Lemma normals_properties d :
  (forall f g, tame_list d f -> tame_list d g -> normals d (fun l => f l + g l) = normals d f + normals d g) /\
  (forall a f, tame_list d f -> normals d (fun l => a * f l) = a * normals d f) /\
  (forall f g, tame_list d f -> tame_list d g -> (forall l, length l = d -> f l <= g l) -> normals d f <= normals d g) /\
  (forall f, tame_list (S d) f -> tame (fun x => normals d (fun l => f (x :: l)))).
Proof.
  assert (Step : forall k,
    (forall f g, tame_list k f -> tame_list k g -> normals k (fun l => f l + g l) = normals k f + normals k g) ->
    (forall a f, tame_list k f -> normals k (fun l => a * f l) = a * normals k f) ->
    (forall f g, tame_list k f -> tame_list k g -> (forall l, length l = k -> f l <= g l) -> normals k f <= normals k g) ->
    forall f, tame_list (S k) f -> tame (fun x => normals k (fun l => f (x :: l)))).
  { intros k Plus Scale Le f T; pose proof T as [C [C0 F]].
    set (m0 := normals k (fun _ => 1)); set (m1 := normals k size).
    assert (M0 : 0 <= m0).
    { unfold m0; replace 0 with (normals k (fun _ => 0 * 1)) by (rewrite (Scale 0 (fun _ => 1)) by apply tame_list_const; ring).
      apply Le; [apply tame_list_const|apply tame_list_const|intros; lra]. }
    assert (M1 : 0 <= m1).
    { unfold m1; replace 0 with (normals k (fun l => 0 * size l)) by (rewrite (Scale 0 size) by apply tame_list_size; ring).
      apply Le; [apply tame_list_scale, tame_list_size|apply tame_list_size|intros l _; pose proof (size_nonneg l); lra]. }
    assert (Side : forall x y, normals k (fun l => f (x :: l)) - normals k (fun l => f (y :: l)) <=
      C * Rabs (x - y) * ((1 + Rabs x + Rabs y) * m0 + 2 * m1)).
    { intros x y; set (D := C * Rabs (x - y)).
      assert (D0 : 0 <= D) by (apply Rmult_le_pos; [exact C0|apply Rabs_pos]).
      set (bound := fun l => D * ((1 + Rabs x + Rabs y) * 1 + 2 * size l)).
      assert (Tb : tame_list k (fun l => (1 + Rabs x + Rabs y) * 1 + 2 * size l)).
      { apply (tame_list_plus k (fun _ => (1 + Rabs x + Rabs y) * 1)); [apply tame_list_const|apply tame_list_scale, tame_list_size]. }
      assert (L : normals k (fun l => f (x :: l)) <= normals k (fun l => f (y :: l) + bound l)).
      { apply Le; [apply tame_rest, T|apply tame_list_plus; [apply tame_rest, T|apply tame_list_scale, Tb]|].
        intros l Hl; specialize (F (x :: l) (y :: l) ltac:(simpl; congruence) ltac:(simpl; congruence)); simpl in F.
        rewrite distance_self, Rplus_0_r in F; apply Rabs_le_between in F; unfold bound, D; lra. }
      rewrite Plus in L by (apply tame_rest, T || apply tame_list_scale, Tb); unfold bound in L.
      rewrite Scale in L by exact Tb.
      rewrite (Plus (fun _ => (1 + Rabs x + Rabs y) * 1) (fun l => 2 * size l)), (Scale _ (fun _ => 1)), Scale in L
        by (apply tame_list_const || apply tame_list_size || apply tame_list_scale, tame_list_size).
      fold m0 m1 in L; lra. }
    exists (C * (m0 + 2 * m1)); split; [apply Rmult_le_pos; lra|]; intros x y.
    assert (B : forall x y, C * Rabs (x - y) * ((1 + Rabs x + Rabs y) * m0 + 2 * m1) <=
      C * (m0 + 2 * m1) * (1 + Rabs x + Rabs y) * Rabs (x - y)).
    { intros a b; pose proof (Rabs_pos a); pose proof (Rabs_pos b).
      replace (C * (m0 + 2 * m1) * (1 + Rabs a + Rabs b) * Rabs (a - b))
        with (C * Rabs (a - b) * ((1 + Rabs a + Rabs b) * m0 + 2 * m1 * (1 + Rabs a + Rabs b))) by ring.
      apply Rmult_le_compat_l; [apply Rmult_le_pos; [exact C0|apply Rabs_pos]|nra]. }
    pose proof (Rle_trans _ _ _ (Side x y) (B x y)) as S1; pose proof (Rle_trans _ _ _ (Side y x) (B y x)) as S2.
    rewrite (Rabs_minus_sym y x) in S2; apply Rabs_le_between; split; [|exact S1].
    replace (C * (m0 + 2 * m1) * (1 + Rabs x + Rabs y) * Rabs (x - y))
      with (C * (m0 + 2 * m1) * (1 + Rabs y + Rabs x) * Rabs (x - y)) by ring; lra. }
  induction d as [|d [Plus [Scale [Le Tame]]]].
  - assert (P : forall f g : list R -> R, normals 0 (fun l => f l + g l) = normals 0 f + normals 0 g) by reflexivity.
    assert (S : forall a (f : list R -> R), normals 0 (fun l => a * f l) = a * normals 0 f) by reflexivity.
    assert (L : forall f g : list R -> R, (forall l, length l = 0%nat -> f l <= g l) -> normals 0 f <= normals 0 g)
      by (intros f g H; apply H; reflexivity).
    split; [intros; apply P|split; [intros; apply S|split; [intros; apply L; assumption|]]].
    apply Step; [intros; apply P|intros; apply S|intros; apply L; assumption].
  - assert (P : forall f g, tame_list (S d) f -> tame_list (S d) g ->
      normals (S d) (fun l => f l + g l) = normals (S d) f + normals (S d) g).
    { intros f g F G; cbn [normals]; rewrite <- normal_mean_plus by (apply Tame; assumption).
      apply normal_mean_ext; [apply (Tame (fun l => f l + g l)), tame_list_plus; assumption|].
      intros x; apply (Plus (fun l => f (x :: l)) (fun l => g (x :: l))); apply tame_rest; assumption. }
    assert (Sc : forall a f, tame_list (S d) f -> normals (S d) (fun l => a * f l) = a * normals (S d) f).
    { intros a f F; cbn [normals]; rewrite <- normal_mean_scale by (apply Tame; assumption).
      apply normal_mean_ext; [apply (Tame (fun l => a * f l)), tame_list_scale; assumption|].
      intros x; apply (Scale a (fun l => f (x :: l))); apply tame_rest; assumption. }
    assert (L : forall f g, tame_list (S d) f -> tame_list (S d) g -> (forall l, length l = S d -> f l <= g l) ->
      normals (S d) f <= normals (S d) g).
    { intros f g F G H; cbn [normals]; apply normal_mean_le; try (apply Tame; assumption).
      intros x; apply Le; try (apply tame_rest; assumption); intros l Hl; apply H; simpl; congruence. }
    split; [exact P|split; [exact Sc|split; [exact L|apply Step; assumption]]].
Qed.

Lemma normals_plus d f g : tame_list d f -> tame_list d g -> normals d (fun l => f l + g l) = normals d f + normals d g.
Proof. apply normals_properties. Qed.
Lemma normals_scale d a f : tame_list d f -> normals d (fun l => a * f l) = a * normals d f.
Proof. apply normals_properties. Qed.
Lemma normals_le d f g : tame_list d f -> tame_list d g -> (forall l, length l = d -> f l <= g l) ->
  normals d f <= normals d g.
Proof. apply normals_properties. Qed.
Lemma normals_tame d f : tame_list (S d) f -> tame (fun x => normals d (fun l => f (x :: l))).
Proof. apply normals_properties. Qed.

Lemma normals_ext d f g : tame_list d f -> (forall l, length l = d -> f l = g l) -> normals d f = normals d g.
Proof.
  intros F E; pose proof (tame_list_ext d f g E F) as G.
  apply Rle_antisym; apply normals_le; try assumption; intros l Hl; rewrite E by exact Hl; apply Rle_refl.
Qed.

Lemma normals_one d : normals d (fun _ => 1) = 1.
Proof.
  induction d as [|d IH]; [reflexivity|]; cbn [normals].
  transitivity (normal_mean (fun _ => 1)); [|apply normal_mean_one].
  apply normal_mean_ext; [apply (normals_tame d (fun _ => 1)), tame_list_const|intros x; exact IH].
Qed.

(** The law of the opposite list is the list's. *)
Lemma normals_opp d : forall f, tame_list d f -> normals d (fun l => f (map Ropp l)) = normals d f.
Proof.
  induction d as [|d IH]; intros f F; [reflexivity|]; cbn [normals map].
  rewrite <- (normal_mean_opp (fun x => normals d (fun l => f (x :: l)))) by (apply normals_tame, F).
  apply normal_mean_ext; [apply (normals_tame d (fun l => f (map Ropp l))), tame_list_opp, F|].
  intros x; apply (IH (fun l => f (- x :: l))), tame_rest, F.
Qed.

Lemma normals_pos d : forall f, tame_list d f -> (forall l, length l = d -> 0 < f l) -> 0 < normals d f.
Proof.
  induction d as [|d IH]; intros f F P; [apply P; reflexivity|]; cbn [normals].
  assert (X : forall x, 0 < normals d (fun l => f (x :: l)))
    by (intros x; apply IH; [apply tame_rest, F|intros l Hl; apply P; simpl; congruence]).
  apply normal_mean_pos; [apply normals_tame, F|intros x; left; apply X|intros x _; apply X].
Qed.

(** What is positive but where the first number is 0 has a positive mean. *)
Lemma normals_pos_first d f : tame_list (S d) f -> (forall l, length l = S d -> 0 <= f l) ->
  (forall x l, length l = d -> x <> 0 -> 0 < f (x :: l)) -> 0 < normals (S d) f.
Proof.
  intros F P S; cbn [normals]; apply normal_mean_pos; [apply normals_tame, F| |].
  - intros x; assert (Z : normals d (fun _ => 0 * 1) = 0) by (rewrite (normals_scale d 0 (fun _ => 1)) by apply tame_list_const; ring).
    rewrite <- Z; apply normals_le; [apply tame_list_const|apply tame_rest, F|].
    intros l Hl; rewrite Rmult_0_l; apply P; simpl; congruence.
  - intros x X; apply normals_pos; [apply tame_rest, F|intros l Hl; apply S; assumption].
Qed.
