(** * T9 tiered-rate: E_2 = 2/pi, the most information that two groups of a normal signal keep

    In words.  One normal signal of variance 1 whose mean is the parameter has information 1.  Split at z, it keeps
    density(z)^2 / (tail(z) (1 - tail(z))), the square of the slope of the probability over its variance.  That is at
    most 2/pi, which is reached at z = 0 ([two_groups_at_most], [two_groups_at_zero]).  On the way the area under the
    bell is sqrt(2 pi) ([bell_area]).

    Source.  E_2 is in Cox, Note on grouping (1957).  The proof: area(z)^2 + fringe(z) does not depend on z, where
    fringe(z) is the integral of 2 exp(-z^2 (1+t^2)/2)/(1+t^2) over t from 0 to 1, and fringe(z) >= (pi/2) exp(-z^2).

    Assumed: nothing. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Mills.
Open Scope R_scope.

Definition fringe_at (z t : R) : R := 2 * exp (- (z * z) * (1 + t * t) / 2) / (1 + t * t).
Definition fringe (z : R) : R := RInt (fringe_at z) 0 1.

Lemma one_more t : 0 < 1 + t * t.
Proof. pose proof (Rle_0_sqr t); unfold Rsqr in *; lra. Qed.

Lemma fringe_at_derive z t : is_derive (fun x => fringe_at x t) z (- 2 * z * exp (- (z * z) * (1 + t * t) / 2)).
Proof.
  pose proof (one_more t); unfold fringe_at; auto_derive; [lra|].
  replace (- (z * z) * (1 + t * t) * / 2) with (- (z * z) * (1 + t * t) / 2) by reflexivity; field; lra.
Qed.

Lemma fringe_at_continuous z t : continuous (fringe_at z) t.
Proof.
  apply (ex_derive_continuous (V := R_NormedModule)); unfold fringe_at; pose proof (one_more t).
  auto_derive; lra.
Qed.

Lemma fringe_integrable z a b : ex_RInt (fringe_at z) a b.
Proof. apply (ex_RInt_continuous (V := R_CompleteNormedModule)); intros; apply fringe_at_continuous. Qed.

Definition slope_at (z t : R) : R := - 2 * z * exp (- (z * z) * (1 + t * t) / 2).

Lemma slope_at_continuous z t : continuity_2d_pt slope_at z t.
Proof.
  unfold slope_at.
  apply continuity_2d_pt_mult.
  - apply continuity_2d_pt_mult; [apply continuity_2d_pt_const|apply continuity_2d_pt_id1].
  - apply (continuity_1d_2d_pt_comp exp (fun z t => - (z * z) * (1 + t * t) / 2)).
    + apply derivable_continuous_pt, derivable_pt_exp.
    + unfold Rdiv; apply continuity_2d_pt_mult; [|apply continuity_2d_pt_const].
      apply continuity_2d_pt_mult.
      * apply continuity_2d_pt_opp, continuity_2d_pt_mult; apply continuity_2d_pt_id1.
      * apply continuity_2d_pt_plus; [apply continuity_2d_pt_const|].
        apply continuity_2d_pt_mult; apply continuity_2d_pt_id2.
Qed.

(** The slope's integral is the bell times the area. *)
Lemma slope_integral z : RInt (slope_at z) 0 1 = - 2 * bell z * area z.
Proof.
  assert (C : RInt (fun t => z * bell (z * t + 0)) 0 1 = area z).
  { refine (eq_trans _ (eq_trans (RInt_comp_lin (V := R_CompleteNormedModule) bell z 0 0 1 _) _)).
    - reflexivity.
    - apply (ex_RInt_continuous (V := R_CompleteNormedModule)); intros; apply bell_continuous.
    - unfold area; f_equal; ring. }
  assert (X : ex_RInt (fun t => z * bell (z * t + 0)) 0 1).
  { apply (ex_RInt_continuous (V := R_CompleteNormedModule)); intros t _.
    apply (ex_derive_continuous (V := R_NormedModule)); unfold bell; auto_derive; trivial. }
  rewrite <- C.
  refine (eq_trans _ (RInt_scal (V := R_CompleteNormedModule) (fun t => z * bell (z * t + 0)) 0 1 (- 2 * bell z) X)).
  apply RInt_ext; intros t _; unfold slope_at, scal; simpl; unfold mult; simpl; unfold bell.
  replace (- (z * z) * (1 + t * t) / 2) with (- (z * z) / 2 + - ((z * t + 0) * (z * t + 0)) / 2) by field.
  rewrite exp_plus; ring.
Qed.

Lemma fringe_derive z : is_derive fringe z (- 2 * bell z * area z).
Proof.
  rewrite <- slope_integral; unfold fringe.
  replace (RInt (slope_at z) 0 1) with (RInt (fun t => Derive (fun x => fringe_at x t) z) 0 1).
  - apply is_derive_RInt_param.
    + apply filter_forall; intros x t _; exists (slope_at x t); apply fringe_at_derive.
    + intros t _; apply continuity_2d_pt_ext with slope_at; [|apply slope_at_continuous].
      intros x y; symmetry; apply is_derive_unique, fringe_at_derive.
    + apply filter_forall; intros x; apply fringe_integrable.
  - apply RInt_ext; intros t _; apply is_derive_unique, fringe_at_derive.
Qed.

Lemma fringe_0 : fringe 0 = PI / 2.
Proof.
  assert (D : forall x, is_derive (fun t => 2 * atan t) x (fringe_at 0 x)).
  { intros x; pose proof (one_more x); unfold fringe_at.
    replace (- (0 * 0) * (1 + x * x) / 2) with 0 by field; rewrite exp_0.
    auto_derive; [trivial|field; lra]. }
  unfold fringe.
  rewrite (is_RInt_unique _ _ _ (minus (2 * atan 1) (2 * atan 0))).
  - rewrite atan_1, atan_0; unfold minus, plus, opp; simpl; field.
  - apply (is_RInt_derive (V := R_CompleteNormedModule) (fun t => 2 * atan t)); intros x _; [apply D|].
    apply fringe_at_continuous.
Qed.

(** The square of the area and the fringe: the quarter of a disc. *)
Theorem area_square z : area z * area z = PI / 2 - fringe z.
Proof.
  assert (D : forall x, is_derive (fun y => area y * area y + fringe y) x 0).
  { intros x; replace 0 with (plus (bell x * area x + area x * bell x) (- 2 * bell x * area x))
      by (unfold plus; simpl; ring).
    apply (is_derive_plus (fun y => area y * area y) fringe); [|apply fringe_derive].
    apply (is_derive_mult area area x (bell x) (bell x)); try apply area_derive.
    intros; apply Rmult_comm. }
  assert (U : forall a b, a <= b -> area a * area a + fringe a = area b * area b + fringe b).
  { intros a b L; apply Rle_antisym.
    - apply (derive_nonneg_le (fun y => area y * area y + fringe y) (fun _ => 0) a b L); intros; [apply D|lra].
    - apply (derive_nonpos_ge (fun y => area y * area y + fringe y) (fun _ => 0) a b L); intros; [apply D|lra]. }
  pose proof fringe_0 as F0; pose proof area_0 as A0.
  destruct (Rle_or_lt 0 z) as [L|L]; [pose proof (U 0 z L) as E|pose proof (U z 0 (Rlt_le _ _ L)) as E];
    rewrite F0, A0 in E; lra.
Qed.

(** The fringe lies between two bells. *)
Lemma fringe_bounds z : PI / 2 * (bell z * bell z) <= fringe z <= PI / 2 * bell z.
Proof.
  rewrite <- fringe_0; unfold fringe.
  assert (S : forall k, k * RInt (fringe_at 0) 0 1 = RInt (fun t => k * fringe_at 0 t) 0 1).
  { intros k; symmetry; apply (RInt_scal (V := R_CompleteNormedModule)); apply fringe_integrable. }
  assert (I : forall k, ex_RInt (fun t => k * fringe_at 0 t) 0 1).
  { intros k; apply (ex_RInt_scal (V := R_CompleteNormedModule)), fringe_integrable. }
  assert (F : forall k t, k * fringe_at 0 t = 2 * k / (1 + t * t)).
  { intros k t; unfold fringe_at; replace (- (0 * 0) * (1 + t * t) / 2) with 0 by field.
    rewrite exp_0; field; pose proof (one_more t); lra. }
  assert (Z : 0 <= z * z) by apply Rle_0_sqr.
  assert (X : forall a b, a <= b -> exp a <= exp b).
  { intros a b [L|E]; [left; apply exp_increasing, L|rewrite E; lra]. }
  set (I0 := RInt (fringe_at 0) 0 1) in *.
  rewrite (Rmult_comm I0 (bell z * bell z)), (Rmult_comm I0 (bell z)), !S; split.
  - apply RInt_le; [lra|apply I|apply fringe_integrable|].
    intros t Ht; rewrite F; unfold fringe_at; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, one_more|].
    apply Rmult_le_compat_l; [lra|]; unfold bell; rewrite <- exp_plus; apply X.
    assert (z * z * (t * t) <= z * z * 1) by (apply Rmult_le_compat_l; nra); lra.
  - apply RInt_le; [lra|apply fringe_integrable|apply I|].
    intros t Ht; rewrite F; unfold fringe_at; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, one_more|].
    apply Rmult_le_compat_l; [lra|]; unfold bell; apply X.
    assert (0 <= z * z * (t * t)) by (apply Rmult_le_pos; [exact Z|apply Rle_0_sqr]); lra.
Qed.

Theorem half_square : half * half = PI / 2.
Proof.
  pose proof half_pos as H0.
  assert (Q : forall z, area z * area z <= PI / 2).
  { intros z; rewrite area_square; pose proof (fringe_bounds z) as [B _].
    assert (0 <= PI / 2 * (bell z * bell z)); [|lra].
    apply Rmult_le_pos; [pose proof PI_RGT_0; lra|apply Rle_0_sqr]. }
  apply Rle_antisym.
  - apply Rnot_lt_le; intros L.
    set (r := sqrt (PI / 2)).
    assert (P : 0 <= PI / 2) by (pose proof PI_RGT_0; lra).
    assert (R2 : r * r = PI / 2) by (apply sqrt_sqrt; exact P).
    assert (R0 : 0 <= r) by apply sqrt_pos.
    assert (Lr : r < half) by (apply Rnot_le_lt; intros N; nra).
    apply (area_near_half (half - r)); [lra|].
    intros t; apply Rnot_lt_le; intros T; specialize (Q t); nra.
  - apply Rnot_lt_le; intros L.
    set (gap := PI / 2 - half * half).
    assert (G0 : 0 < gap) by (unfold gap; lra).
    pose proof PI_RGT_0 as P0.
    destruct (bell_vanishes 0 (gap / PI)) as [y [Y0 [Y1 B]]]; [apply Rdiv_lt_0_compat; lra|].
    pose proof (fringe_bounds y) as [_ F]; pose proof (area_square y) as A.
    assert (A1 : 0 <= area y <= half) by (split; [rewrite <- area_0; apply area_increasing, Y0|apply area_le_half]).
    assert (PI / 2 * bell y < gap).
    { apply Rlt_le_trans with (PI * (gap / PI)); [|right; field; lra].
      pose proof (bell_pos y); nra. }
    assert (area y * area y <= half * half) by (apply Rmult_le_compat; lra).
    unfold gap in *; lra.
Qed.

Theorem bell_area : G = sqrt (2 * PI).
Proof.
  symmetry; apply sqrt_lem_1; [pose proof PI_RGT_0; lra|pose proof G_pos; lra|].
  unfold G; pose proof half_square; lra.
Qed.

(** ** Two groups *)

(** Information that a normal signal keeps when only its side of z is seen. *)
Definition two_groups (z : R) : R := density z * density z / (tail z * (1 - tail z)).

Lemma tail_variance z : tail z * (1 - tail z) = fringe z / (G * G).
Proof.
  pose proof G_pos as G0; pose proof half_square as H; pose proof (area_square z) as A.
  unfold tail; replace (1 - (half - area z) / G) with ((half + area z) / G) by (unfold G in *; field; lra).
  replace ((half - area z) / G * ((half + area z) / G)) with ((half * half - area z * area z) / (G * G))
    by (field; lra).
  rewrite H, A; f_equal; ring.
Qed.

Lemma two_groups_fringe z : two_groups z = bell z * bell z / fringe z.
Proof.
  pose proof G_pos as G0; pose proof (fringe_bounds z) as [F _]; pose proof (bell_pos z) as B; pose proof PI_RGT_0.
  assert (0 < PI / 2 * (bell z * bell z)) by (apply Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; exact B]).
  unfold two_groups; rewrite tail_variance; unfold density; field; lra.
Qed.

Theorem two_groups_at_most z : two_groups z <= 2 / PI.
Proof.
  rewrite two_groups_fringe; pose proof (fringe_bounds z) as [F _]; pose proof (bell_pos z) as B; pose proof PI_RGT_0 as P.
  assert (P0 : 0 < PI / 2 * (bell z * bell z)) by (apply Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; exact B]).
  apply Rmult_le_reg_r with (fringe z); [lra|].
  replace (bell z * bell z / fringe z * fringe z) with (2 / PI * (PI / 2 * (bell z * bell z))) by (field; lra).
  apply Rmult_le_compat_l; [left; apply Rdiv_lt_0_compat; lra|exact F].
Qed.

Theorem two_groups_at_zero : two_groups 0 = 2 / PI.
Proof.
  rewrite two_groups_fringe, fringe_0; unfold bell; replace (- (0 * 0) / 2) with 0 by field; rewrite exp_0.
  pose proof PI_RGT_0; field; lra.
Qed.
