package data

import (
	"slices"
	"strings"
)

// office is a publisher whose files say of themselves less than is known of them:
// the unit of a column stands in its documentation only.
type office struct {
	title    string // for people
	marks    []string
	reporter string
	flow     string
	units    []officeUnit
}

// officeUnit is the unit of the columns whose heading begins so.
type officeUnit struct {
	heading string
	unit    unitFound
}

// offices are known by headings that only they have.
var offices = [...]office{
	{"Brazil's Comex Stat", []string{"CO_ANO", "CO_NCM"}, "BR", "", []officeUnit{{"VL_FOB", unitFound{"USD", "", true}}}},
	{"customs of Britain (HMRC)", []string{"SuppressionIndex", "FlowTypeId"}, "GB", "", []officeUnit{{"Value", unitFound{"GBP", "", true}}, {"NetMass", unitFound{"kg", "", false}}}},
	{"customs of Japan", []string{"Exp or Imp", "Value-Year"}, "JP", "", []officeUnit{{"Value", unitFound{"JPY", "1e3", true}}}},
	{"the United States Census Bureau", []string{"E_COMMODITY", "ALL_VAL_MO"}, "US", "export", []officeUnit{{"ALL_VAL_MO", unitFound{"USD", "", true}}}},
	{"the United States Census Bureau", []string{"I_COMMODITY", "GEN_VAL_MO"}, "US", "import", []officeUnit{{"GEN_VAL_MO", unitFound{"USD", "", true}}}},
	{"DataWeb of the USITC", []string{"Data Type", "HTS Number"}, "US", "", []officeUnit{{"", unitFound{"USD", "", true}}}},
	{"customs of Russia", []string{"NAPR", "TNVED", "STOIM"}, "RU", "", []officeUnit{{"STOIM", unitFound{"USD", "", true}}, {"NETTO", unitFound{"kg", "", false}}}},
	{"Statistics Canada", []string{"REF_DATE", "SCALAR_FACTOR"}, "CA", "", []officeUnit{{"VALUE", unitFound{"CAD", "", true}}}},
	{"CEPII's BACI", []string{"t", "i", "j", "k", "v", "q"}, "", "export", []officeUnit{{"v", unitFound{"USD", "1e3", true}}, {"q", unitFound{"t", "", false}}}},
}

// office is the one whose headings a file has, or nil.
func (p *profile) office() *office {
	for i := range offices {
		if !slices.ContainsFunc(offices[i].marks, func(mark string) bool { return !slices.Contains(p.names, mark) }) {
			return &offices[i]
		}
	}
	return nil
}

// unitOf is the unit that an office's columns of that heading have.
func (o *office) unitOf(heading string) (unitFound, bool) {
	if o == nil {
		return unitFound{}, false
	}
	for _, u := range o.units {
		if strings.HasPrefix(heading, u.heading) {
			return u.unit, true
		}
	}
	return unitFound{}, false
}

func (o *office) known(heading string) bool {
	_, ok := o.unitOf(heading)
	return ok
}
